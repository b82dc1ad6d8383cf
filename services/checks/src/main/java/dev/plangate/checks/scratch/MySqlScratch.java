package dev.plangate.checks.scratch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.MySqlParser;
import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.MySqlStatement;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.mysql.rule.Effect;
import dev.plangate.checks.mysql.rule.Effect.Algorithm;
import dev.plangate.checks.mysql.rule.Effect.Lock;
import dev.plangate.checks.mysql.rule.MySqlScript;
import dev.plangate.checks.rule.Running;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks a server what an ALTER TABLE does: it is run on an empty copy of the table in a schema that is kept for that, with each algorithm and lock from the cheapest
 * on, until the server does not refuse. Nothing is run on the target's own tables. The copies are dropped. Used by one thread.
 */
public final class MySqlScratch {
    /** Names of copies; nobody else's table is called so. */
    private static final String PREFIX = "_plangate_copy_";
    /** Not supported with this algorithm, with this lock; a lock that goes with no such algorithm. */
    private static final List<Integer> REFUSED = List.of(1845, 1846, 1221, 4067);
    /** What a crash left behind is dropped when it is so old; no check takes an hour. */
    private static final String LEFT = """
            select table_name from information_schema.tables
            where table_schema = ? and table_name like '\\_plangate\\_copy\\_%' and create_time < now() - interval 1 hour
            """;

    private record Way(Algorithm algorithm, Lock lock, String clauses) {}

    private final Connection connection;
    private final String schema;
    private final MySqlCatalog catalog;
    private final Map<TableName, Optional<TableName>> copies = new HashMap<>();

    /** @param schema where copies are made; of the very server that the target is on */
    public MySqlScratch(Connection connection, String schema, MySqlCatalog catalog) {
        this.connection = connection;
        this.schema = schema;
        this.catalog = catalog;
    }

    /** What the server does for each ALTER TABLE of a sheet, by the statement's index. Those that it was not asked of are missing. */
    public Map<Integer, Effect> effects(MySqlSheet.Valid sheet) {
        var found = new HashMap<Integer, Effect>();
        var script = new MySqlScript(Optional.of(catalog), Running.STATEMENT_BY_STATEMENT);
        try {
            execute("set session sql_mode = 'STRICT_TRANS_TABLES'"); // some changes are made in place in no other mode
            dropLeft();
            for (MySqlStatement statement : sheet.statements()) {
                if (statement.action() instanceof Action.AlterTable alter && !script.created(alter.table())) {
                    ask(statement, alter, script.whole(alter.table()))
                            .ifPresent(effect -> found.put(statement.index(), effect));
                } else if (statement.action() instanceof Action.RenameTables) {
                    break; // names mean other tables from here on
                }
                script.apply(statement);
            }
        } catch (SQLException e) {
            return found; // what was not asked is judged by the manuals
        } finally {
            copies.values().forEach(copy -> copy.ifPresent(this::drop));
            forgetMode();
        }
        return found;
    }

    private void forgetMode() {
        try {
            execute("set session sql_mode = ''");
        } catch (SQLException e) {
            // the connection is gone, and with it the mode
        }
    }

    private Optional<Effect> ask(MySqlStatement statement, Action.AlterTable alter, TableName table)
            throws SQLException {
        if (catalog.find(table).isEmpty()) {
            return Optional.empty();
        }
        if (!AskedAlters.may(statement, alter)) {
            copies.put(table, copies.getOrDefault(table, Optional.empty()).filter(this::forget));
            return Optional.empty();
        }
        if (!copies.containsKey(table)) {
            copies.put(table, copy(table));
        }
        var copy = copies.get(table);
        if (copy.isEmpty()) {
            return Optional.empty();
        }
        for (Way way : ways()) {
            var answer = run(statement, alter, copy.get(), way);
            if (answer.isPresent()) {
                return answer.get() ? Optional.of(new Effect(way.algorithm(), way.lock())) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The copy is no picture of the table any more: a statement was not run on it. */
    private boolean forget(TableName copy) {
        drop(copy);
        return false;
    }

    private List<Way> ways() {
        var ways = new ArrayList<Way>();
        ways.add(new Way(Algorithm.INSTANT, Lock.NONE, "ALGORITHM=INSTANT"));
        if (catalog.version().mariaDb()) {
            ways.add(new Way(Algorithm.NOCOPY, Lock.NONE, "ALGORITHM=NOCOPY, LOCK=NONE"));
            ways.add(new Way(Algorithm.NOCOPY, Lock.SHARED, "ALGORITHM=NOCOPY, LOCK=SHARED"));
        }
        for (Algorithm algorithm : List.of(Algorithm.INPLACE, Algorithm.COPY)) {
            for (Lock lock : Lock.values()) {
                ways.add(new Way(algorithm, lock, "ALGORITHM=" + algorithm + ", LOCK=" + lock));
            }
        }
        return ways;
    }

    /** Whether the server did it; empty = not in this way. */
    private Optional<Boolean> run(MySqlStatement statement, Action.AlterTable alter, TableName copy, Way way)
            throws SQLException {
        var whole = statement.range();
        var name = alter.named();
        byte[] text = statement.text().getBytes(UTF_8);
        String sql = new String(text, 0, name.from() - whole.from(), UTF_8) + copy
                + new String(text, name.to() - whole.from(), whole.to() - name.to(),
                        UTF_8)
                + (alter.index() ? " " + way.clauses().replace(", ", " ") : ", " + way.clauses());
        if (!isOf(copy, sql)) {
            return Optional.of(false);
        }
        try {
            execute(sql);
            return Optional.of(true);
        } catch (SQLException e) {
            if (REFUSED.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                throw e;
            }
            return Optional.of(false); // it would fail in any way
        }
    }

    /** Looks again at what is about to be run: it must be one change, and of the copy. */
    private boolean isOf(TableName copy, String sql) {
        var statements = MySqlParser.cut(catalog.version().dialect(), sql);
        return statements.size() == 1 && statements.getFirst().action() instanceof Action.AlterTable alter
                && alter.table().equals(copy);
    }

    private Optional<TableName> copy(TableName table) throws SQLException {
        var copy = new TableName(schema, PREFIX + UUID.randomUUID().toString().replace("-", ""));
        try (var query = connection.createStatement(); var row = query.executeQuery("show create table " + table)) {
            row.next();
            var create = EmptyCopy.of(row.getString(2), copy.toString());
            if (create.isPresent()) {
                execute(create.get());
                return Optional.of(copy);
            }
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                throw e;
            }
        }
        return Optional.empty();
    }

    private void dropLeft() throws SQLException {
        var left = new ArrayList<TableName>();
        try (var query = connection.prepareStatement(LEFT)) {
            query.setString(1, schema);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    left.add(new TableName(schema, row.getString(1)));
                }
            }
        }
        left.forEach(this::drop);
    }

    private void drop(TableName copy) {
        try {
            execute("drop table if exists " + copy);
        } catch (SQLException e) {
            // the next check drops it
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
