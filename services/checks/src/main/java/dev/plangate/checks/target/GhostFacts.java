package dev.plangate.checks.target;

import dev.plangate.checks.ghost.GhostTables;
import dev.plangate.checks.ghost.ServerFacts;
import dev.plangate.checks.ghost.TableFacts;
import dev.plangate.checks.ghost.TableFacts.KeyColumn;
import dev.plangate.checks.ghost.TableFacts.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads of a MySQL or MariaDB server what decides whether gh-ost could work there. */
final class GhostFacts {
    private static final String VARIABLES = """
            show global variables where variable_name in
            ('log_bin', 'binlog_format', 'binlog_row_image', 'log_slave_updates', 'log_replica_updates', 'version')
            """;
    private static final String TABLE = """
            select table_type, engine, table_rows, data_length + index_length
            from information_schema.tables where table_schema = ? and table_name = ?
            """;
    private static final String KEYS = """
            select s.index_name, coalesce(s.column_name, ''), s.nullable = 'YES', coalesce(c.data_type, '')
            from information_schema.statistics s
            left join information_schema.columns c
              on c.table_schema = s.table_schema and c.table_name = s.table_name and c.column_name = s.column_name
            where s.table_schema = ? and s.table_name = ? and s.non_unique = 0
            order by s.index_name <> 'PRIMARY', s.index_name, s.seq_in_index
            """;
    private static final String FOREIGN_KEYS = """
            select distinct concat(constraint_name, ' of ', table_schema, '.', table_name)
            from information_schema.key_column_usage
            where referenced_table_name is not null
              and (table_schema = ? and table_name = ? or referenced_table_schema = ? and referenced_table_name = ?)
            order by 1
            """;
    private static final String TRIGGERS = """
            select trigger_name from information_schema.triggers
            where event_object_schema = ? and event_object_table = ? order by 1
            """;
    private static final String OTHERS = """
            select table_name from information_schema.tables
            where table_schema = ? and (table_name in (?, ?, ?, ?) or table_name like '\\_plangate\\_%'
              or (lower(table_name) = lower(?) and cast(table_name as binary) <> cast(? as binary)))
            order by 1
            """;
    /** Access denied, one of several privileges is missing. */
    private static final List<Integer> MAY_NOT_ASK = List.of(1044, 1045, 1142, 1227);

    private GhostFacts() {}

    static ServerFacts server(Connection connection) throws SQLException {
        var variables = new LinkedHashMap<String, String>();
        MySqlRows.each(connection, VARIABLES,
                row -> variables.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
        var grants = new ArrayList<String>();
        MySqlRows.each(connection, "show grants for current_user()", row -> grants.add(row.getString(1)));
        return new ServerFacts(variables, replica(connection, variables.getOrDefault("version", "")), grants);
    }

    /** As gh-ost does: a server with a primary's log file is a replica. */
    private static Optional<Boolean> replica(Connection connection, String version) throws SQLException {
        boolean mariaDb = version.toLowerCase(Locale.ROOT).contains("mariadb");
        // MySQL from 8.4 on has the second form alone, servers before 8.0.22 and 10.5.1 the first.
        boolean renamed = !mariaDb && version.matches("(8\\.([1-9]|0\\.(2[2-9]|[3-9]))|9|[1-9][0-9]).*");
        boolean[] found = new boolean[1];
        try {
            MySqlRows.each(connection,
                    renamed ? "show replica status" : mariaDb ? "show all slaves status" : "show slave status",
                    row -> found[0] |= !String.valueOf(row.getString(renamed ? "Source_Log_File" : "Master_Log_File"))
                            .isEmpty());
            return Optional.of(found[0]);
        } catch (SQLException e) {
            if (MAY_NOT_ASK.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static TableFacts table(Connection connection, String database, String table) throws SQLException {
        var found = new TableRow[1];
        MySqlRows.each(connection, TABLE, row -> found[0] = TableRow.of(row), database, table);
        var keys = new LinkedHashMap<String, List<KeyColumn>>();
        MySqlRows.each(connection, KEYS, row -> keys.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                .add(new KeyColumn(row.getString(2), row.getBoolean(3), row.getString(4))), database, table);
        var names = GhostTables.of(table).names();
        var row = found[0] == null ? TableRow.NONE : found[0];
        return new TableFacts(row.type(), row.engine(), row.rows(), row.bytes(), unique(keys),
                list(connection, FOREIGN_KEYS, database, table, database, table),
                list(connection, TRIGGERS, database, table),
                list(connection, OTHERS, database, names.get(0), names.get(1), names.get(2), names.get(3), table,
                        table));
    }

    private static List<UniqueKey> unique(Map<String, List<KeyColumn>> keys) {
        return keys.entrySet().stream().map(key -> new UniqueKey(key.getKey(), key.getValue())).toList();
    }

    private record TableRow(Optional<String> type, String engine, OptionalLong rows, OptionalLong bytes) {
        static final TableRow NONE = new TableRow(Optional.empty(), "", OptionalLong.empty(), OptionalLong.empty());

        static TableRow of(ResultSet row) throws SQLException {
            String engine = row.getString(2);
            return new TableRow(Optional.of(row.getString(1)), engine == null ? "" : engine, MySqlRows.number(row, 3),
                    MySqlRows.number(row, 4));
        }
    }

    private static List<String> list(Connection connection, String sql, String... parameters) throws SQLException {
        var found = new ArrayList<String>();
        MySqlRows.each(connection, sql, row -> found.add(row.getString(1)), parameters);
        return found;
    }
}
