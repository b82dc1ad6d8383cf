package dev.plangate.checks.target;

import dev.plangate.checks.mysql.ColumnType;
import dev.plangate.checks.mysql.ForeignKey;
import dev.plangate.checks.mysql.Key;
import dev.plangate.checks.mysql.Mentions;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.mysql.catalog.MySqlColumn;
import dev.plangate.checks.mysql.catalog.MySqlTable;
import dev.plangate.checks.mysql.catalog.ServerVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads of the catalog of a MySQL or MariaDB target what a script names, each table by itself: views of the whole server would open all its tables. */
public final class MySqlCatalogReader {
    private static final String SERVER = "select version(), database(), @@lower_case_table_names, @@global.lock_wait_timeout";
    private static final String TABLE = """
            select table_name, coalesce(engine, ''), coalesce(row_format, ''), table_rows,
                   coalesce(data_length, 0) + coalesce(index_length, 0), auto_increment
            from information_schema.tables where table_schema = ? and table_name = ?
            """;
    private static final String COLUMNS = """
            select column_name, column_type, is_nullable, extra, coalesce(character_set_name, ''), coalesce(collation_name, '')
            from information_schema.columns where table_schema = ? and table_name = ? order by ordinal_position
            """;
    private static final String KEYS = """
            select index_name, non_unique, index_type, coalesce(column_name, ''), coalesce(sub_part, 0)
            from information_schema.statistics where table_schema = ? and table_name = ? order by index_name, seq_in_index
            """;
    private static final String FOREIGN_KEYS = """
            select constraint_name, column_name, referenced_table_schema, referenced_table_name
            from information_schema.key_column_usage
            where table_schema = ? and table_name = ? and referenced_table_name is not null
            order by constraint_name, ordinal_position
            """;
    private static final String REFERENCING = """
            select concat(constraint_name, ' of ', constraint_schema, '.', table_name)
            from information_schema.referential_constraints
            where unique_constraint_schema = ? and referenced_table_name = ? order by 1
            """;
    private static final String SCHEMA = """
            select s.schema_name, count(t.table_name) from information_schema.schemata s
            left join information_schema.tables t on t.table_schema = s.schema_name
            where s.schema_name = ? group by s.schema_name
            """;
    private static final Pattern TYPE = Pattern.compile("([a-z0-9_]+)\\s*(?:\\((.*)\\))?(.*)", Pattern.DOTALL);

    private MySqlCatalogReader() {}

    /** In one READ ONLY transaction. */
    public static MySqlCatalog read(MySqlSession session, Mentions mentions) throws TargetProblem {
        try {
            return session.readOnly(connection -> read(connection, mentions));
        } catch (SQLException e) {
            throw TargetProblems.asking(session.target(), e);
        }
    }

    private record Server(ServerVersion version, String schema, boolean folds, long lockWait) {}

    private static MySqlCatalog read(Connection connection, Mentions mentions) throws SQLException {
        var asked = new ArrayList<Server>();
        MySqlRows.each(connection, SERVER, row -> asked.add(new Server(ServerVersion.of(row.getString(1)),
                Optional.ofNullable(row.getString(2)).orElse(""), row.getInt(3) > 0, row.getLong(4))));
        var server = asked.getFirst();
        var tables = new HashMap<TableName, MySqlTable>();
        for (TableName written : mentions.tables()) {
            var name = written.in(server.schema());
            table(connection, name, server.folds()).ifPresent(table -> tables.put(name, table));
        }
        var schemas = new HashMap<String, Integer>();
        for (String schema : mentions.schemas()) {
            MySqlRows.each(connection, SCHEMA, row -> schemas.put(schema, row.getInt(2)), schema);
        }
        return new MySqlCatalog(server.version(), server.schema(), tables, schemas, server.lockWait());
    }

    private static Optional<MySqlTable> table(Connection connection, TableName name, boolean folds)
            throws SQLException {
        String[] at = {name.schema(), folds ? name.name().toLowerCase(Locale.ROOT) : name.name()};
        var found = new ArrayList<MySqlTable>();
        MySqlRows.each(connection, TABLE, row -> {
            // the catalog compares names in any case, and servers may not
            if (folds || row.getString(1).equals(name.name())) {
                found.add(new MySqlTable(name, row.getString(2), row.getString(3), MySqlRows.number(row, 4),
                        row.getLong(5),
                        MySqlRows.number(row, 6), Map.of(), List.of(), List.of(), List.of()));
            }
        }, at);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var table = found.getFirst();
        var columns = new LinkedHashMap<String, MySqlColumn>();
        MySqlRows.each(connection, COLUMNS, row -> columns.put(row.getString(1).toLowerCase(Locale.ROOT), column(row)),
                at);
        var referencing = new ArrayList<String>();
        MySqlRows.each(connection, REFERENCING, row -> referencing.add(row.getString(1)), at);
        return Optional.of(new MySqlTable(name, table.engine(), table.rowFormat(), table.rows(), table.bytes(),
                table.autoIncrement(), columns, keys(connection, at), foreignKeys(connection, at), referencing));
    }

    private static MySqlColumn column(ResultSet row) throws SQLException {
        return new MySqlColumn(row.getString(1), type(row.getString(2)), row.getString(3).equals("NO"),
                row.getString(4).contains("auto_increment"), row.getString(5), row.getString(6));
    }

    /** From what the catalog writes: "decimal(10,2) unsigned". */
    static ColumnType type(String written) {
        var parts = TYPE.matcher(written);
        return parts.matches()
                ? ColumnType.of(parts.group(1), Optional.ofNullable(parts.group(2)).orElse(""),
                        parts.group(3).contains("unsigned"))
                : ColumnType.of(written, "", false);
    }

    private static List<Key> keys(Connection connection, String... at) throws SQLException {
        var keys = new LinkedHashMap<String, Key>();
        MySqlRows.each(connection, KEYS, row -> {
            var part = new Key.Part(row.getString(4), row.getInt(5));
            String name = row.getString(1);
            var kind = kind(name, row.getBoolean(2), row.getString(3));
            var parts = new ArrayList<>(keys.containsKey(name) ? keys.get(name).parts() : List.of());
            parts.add(part);
            keys.put(name, new Key(kind, name, parts));
        }, at);
        return List.copyOf(keys.values());
    }

    private static Key.Kind kind(String name, boolean many, String type) {
        return switch (type) {
            case "FULLTEXT" -> Key.Kind.FULLTEXT;
            case "SPATIAL" -> Key.Kind.SPATIAL;
            default -> name.equals("PRIMARY") ? Key.Kind.PRIMARY : many ? Key.Kind.INDEX : Key.Kind.UNIQUE;
        };
    }

    private static List<ForeignKey> foreignKeys(Connection connection, String... at) throws SQLException {
        var keys = new LinkedHashMap<String, ForeignKey>();
        MySqlRows.each(connection, FOREIGN_KEYS, row -> {
            String name = row.getString(1);
            var columns = new ArrayList<>(keys.containsKey(name) ? keys.get(name).columns() : List.of());
            columns.add(row.getString(2));
            keys.put(name, new ForeignKey(name, columns, new TableName(row.getString(3), row.getString(4))));
        }, at);
        return List.copyOf(keys.values());
    }
}
