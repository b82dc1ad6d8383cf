package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.Action.*;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what a statement does from the tokens of one that a grammar has accepted. */
final class StatementReader {
    private static final Set<String> KINDS = Set.of("TABLE", "INDEX", "DATABASE", "SCHEMA", "VIEW", "PROCEDURE",
            "FUNCTION", "TRIGGER", "EVENT", "USER", "ROLE", "SEQUENCE", "SERVER", "PACKAGE", "TABLESPACE");
    private static final Set<String> DEFINING = Set.of("CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "RENAME",
            "INSTALL", "UNINSTALL", "ANALYZE", "OPTIMIZE", "REPAIR", "CHECK");

    private StatementReader() {}

    static MySqlStatement read(SourceText source, Cut cut, int index) {
        var range = cut.range();
        var in = new Cursor(source, cut.tokens());
        var action = action(in);
        return new MySqlStatement(index, range, source.text(range), type(in), action, !cut.marks().isEmpty());
    }

    /** "ALTER_TABLE"; of statements about no kind of thing their first word. */
    private static String type(Cursor in) {
        in.back(0);
        String first = main(in);
        if (!first.matches("CREATE|ALTER|DROP|RENAME|TRUNCATE|SHOW|LOCK|UNLOCK|OPTIMIZE|ANALYZE")) {
            return first.matches("[A-Z_]+") ? first : "OTHER";
        }
        if (first.equals("TRUNCATE") || first.equals("RENAME")) {
            return first + "_TABLE";
        }
        for (int i = in.at() + 1; i < Math.min(in.size(), in.at() + 12); i++) {
            String word = in.word(i);
            if (KINDS.contains(word)) {
                return first + "_" + (word.equals("SCHEMA") ? "DATABASE" : word);
            }
        }
        return first;
    }

    /** Passes a WITH before the statement; its first word, which is not passed. */
    private static String main(Cursor in) {
        while (in.is("(")) {
            in.pass();
        }
        if (in.is("WITH")) {
            int end = in.find("SELECT", "UPDATE", "DELETE", "INSERT", "REPLACE", "VALUES", "TABLE");
            in.back(Math.min(end, in.size() - 1));
        }
        return in.word();
    }

    private static Action action(Cursor in) {
        String first = main(in);
        return switch (first) {
            case "ALTER" -> alter(in);
            case "CREATE" -> create(in);
            case "DROP" -> drop(in);
            case "TRUNCATE" -> {
                in.pass();
                in.take("TABLE");
                var table = in.table();
                yield new Truncate(table, in.is("WAIT") || in.is("NOWAIT"));
            }
            case "RENAME" -> renamed(in);
            case "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD" -> new ChangeReader(in).read(first);
            case "SET" -> new SetVariables(variables(in));
            case "USE" -> {
                in.pass();
                yield new Use(in.name());
            }
            case "LOCK" -> new Lock(false);
            case "FLUSH" -> new Lock(in.find("READ") < in.size() || in.find("EXPORT") < in.size());
            case "EXECUTE", "PREPARE" -> new Dynamic(first);
            case "BEGIN" -> in.word(1).equals("NOT") ? new Dynamic("BEGIN NOT ATOMIC") : new Transaction(true, false);
            case "START" -> in.word(1).equals("TRANSACTION") ? new Transaction(true, false) : new Other();
            case "COMMIT" -> new Transaction(in.find("CHAIN") < in.size() && in.find("NO") == in.size(), true);
            case "ROLLBACK" -> in.find("TO") < in.size() ? new Other() : new Transaction(false, false);
            default -> DEFINING.contains(first) ? new Definition() : new Other();
        };
    }

    private static Action alter(Cursor in) {
        in.pass();
        in.takeAny("ONLINE", "OFFLINE");
        in.take("IGNORE");
        if (!in.take("TABLE")) {
            return new Definition();
        }
        in.take("IF", "EXISTS");
        int from = in.at();
        var table = in.table();
        var named = in.since(from);
        boolean bounded = in.take("NOWAIT");
        if (in.take("WAIT")) {
            bounded = true;
            in.pass();
        }
        var reader = new AlterReader();
        reader.read(in);
        return new AlterTable(table, named, reader.found(), reader.algorithm(), reader.lock(), bounded, false);
    }

    private static Action create(Cursor in) {
        in.pass();
        boolean replace = in.take("OR", "REPLACE");
        boolean temporary = in.take("TEMPORARY");
        if (in.take("TABLE")) {
            return new CreateReader(in).read(temporary, replace);
        }
        boolean online = in.takeAny("ONLINE", "OFFLINE");
        if (KeyReader.begins(in) || online) {
            return index(in);
        }
        return new Definition();
    }

    private static Action index(Cursor in) {
        int on = in.find("ON");
        if (on == in.size()) {
            return new Definition();
        }
        var key = KeyReader.read(in, "");
        in.back(on + 1);
        var table = in.table();
        var named = in.since(on + 1);
        var columns = KeyReader.columns(in);
        return indexed(in, table, named,
                new Alteration.AddKey(in.range(), new Key(key.kind(), key.name(), columns)));
    }

    private static Action indexed(Cursor in, TableName table, Range named, Alteration alteration) {
        String algorithm = "";
        String lock = "";
        boolean bounded = false;
        while (!in.ended()) {
            if (in.take("ALGORITHM")) {
                in.take("=");
                algorithm = in.name().toUpperCase(Locale.ROOT);
            } else if (in.take("LOCK")) {
                in.take("=");
                lock = in.name().toUpperCase(Locale.ROOT);
            } else {
                bounded |= in.is("WAIT") || in.is("NOWAIT");
                in.pass();
            }
        }
        return new AlterTable(table, named, List.of(alteration), algorithm, lock, bounded, true);
    }

    private static Action drop(Cursor in) {
        in.pass();
        boolean temporary = in.take("TEMPORARY");
        if (in.takeAny("TABLE", "TABLES")) {
            in.take("IF", "EXISTS");
            var tables = new ArrayList<TableName>();
            do {
                tables.add(in.table());
            } while (in.take(","));
            return new DropTables(tables, temporary, in.find("WAIT") < in.size() || in.find("NOWAIT") < in.size());
        }
        if (in.takeAny("DATABASE", "SCHEMA")) {
            in.take("IF", "EXISTS");
            return new DropSchema(in.name());
        }
        if (in.take("INDEX")) {
            in.take("IF", "EXISTS");
            String name = in.name();
            in.take("ON");
            int from = in.at();
            var table = in.table();
            var named = in.since(from);
            return indexed(in, table, named,
                    name.equalsIgnoreCase("PRIMARY")
                            ? new Alteration.DropPrimaryKey(in.range())
                            : new Alteration.DropKey(in.range(), name));
        }
        return new Definition();
    }

    private static Action renamed(Cursor in) {
        in.pass();
        if (!in.takeAny("TABLE", "TABLES")) {
            return new Definition();
        }
        in.take("IF", "EXISTS");
        var renamings = new ArrayList<RenameTables.Renaming>();
        do {
            var from = in.table();
            if (!in.is("TO")) {
                in.back(Math.min(in.find("TO"), in.size())); // WAIT 5
            }
            in.take("TO");
            renamings.add(new RenameTables.Renaming(from, in.table()));
        } while (in.take(","));
        return new RenameTables(renamings);
    }

    /** Those of the session that SET sets. */
    private static Map<String, String> variables(Cursor in) {
        var values = new HashMap<String, String>();
        in.pass();
        for (Cursor part : in.part(in.at(), in.size()).parts()) {
            boolean elsewhere = part.takeAny("GLOBAL", "PERSIST", "PERSIST_ONLY");
            part.takeAny("SESSION", "LOCAL");
            if (part.take("@") && !part.take("@")) {
                continue; // a variable of the user's
            }
            if (part.word(part.at() + 1).equals(".")) {
                elsewhere |= part.is("GLOBAL") || part.is("PERSIST");
                part.pass();
                part.pass();
            }
            String name = part.name().toLowerCase(Locale.ROOT);
            part.take(":");
            if (!elsewhere && part.take("=")) {
                values.put(name, part.size() - part.at() == 1 ? part.name() : "");
            }
        }
        return values;
    }
}
