package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.Action.Modify;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads statements that change rows. One for each. */
final class ChangeReader {
    private final Cursor in;

    /** @param in at the statement's first word */
    ChangeReader(Cursor in) {
        this.in = in;
    }

    Modify read(String verb) {
        in.pass();
        while (in.takeAny("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE", "CONCURRENT", "LOCAL")) {
            // say nothing about rows
        }
        return switch (verb) {
            case "UPDATE" -> update();
            case "DELETE" -> delete();
            case "LOAD" -> load();
            default -> insert(verb);
        };
    }

    private Modify update() {
        int set = in.find("SET");
        var tables = references(in.part(in.at(), set));
        in.back(Math.min(set + 1, in.size()));
        int where = in.find("WHERE");
        int end = Math.min(where, in.find("ORDER", "LIMIT"));
        var changed = new ArrayList<TableName>();
        for (Cursor assignment : in.part(in.at(), end).parts()) {
            var column = assignment.table();
            var table = column.schema().isEmpty() && tables.size() > 0
                    ? tables.values().iterator().next()
                    : tables.getOrDefault(column.schema().toLowerCase(Locale.ROOT), first(tables));
            if (!changed.contains(table)) {
                changed.add(table);
            }
        }
        return new Modify("UPDATE", changed, isWhole(), 0, Optional.empty());
    }

    private static TableName first(Map<String, TableName> tables) {
        return tables.isEmpty() ? new TableName("", "") : tables.values().iterator().next();
    }

    private Modify delete() {
        int from = in.find("FROM");
        int using = in.find("USING");
        if (in.is("FROM") && using == in.size()) { // DELETE FROM t WHERE
            in.pass();
            var table = in.table();
            return new Modify("DELETE", List.of(table), isWhole(), 0, Optional.empty());
        }
        boolean listed = !in.is("FROM");
        int end = listed ? from : using;
        if (!listed) {
            in.pass();
        }
        var names = in.part(in.at(), Math.min(end, in.size())).parts().stream().map(Cursor::table).toList();
        in.back(Math.min(end + 1, in.size()));
        var tables = references(in.part(in.at(), in.find("WHERE", "ORDER", "LIMIT")));
        var targets = names.stream()
                .map(name -> tables.getOrDefault(name.name().toLowerCase(Locale.ROOT), name)).distinct().toList();
        return new Modify("DELETE", targets, isWhole(), 0, Optional.empty());
    }

    /** Tables between commas and JOINs, by the name that the rest of the statement calls them. */
    private static Map<String, TableName> references(Cursor in) {
        var tables = new LinkedHashMap<String, TableName>();
        boolean next = true;
        while (!in.ended()) {
            if (next && in.group().isPresent()) {
                next = false;
            } else if (next) {
                var table = in.table();
                in.take("AS");
                String alias = in.word().matches("[A-Z_][A-Z0-9_$]*")
                        && !in.word().matches(
                                "JOIN|INNER|LEFT|RIGHT|CROSS|NATURAL|STRAIGHT_JOIN|ON|USING|PARTITION|USE|FORCE|IGNORE")
                                        ? in.name()
                                        : table.name();
                tables.put(alias.toLowerCase(Locale.ROOT), table);
                next = false;
            } else {
                next = in.is(",") || in.is("JOIN") || in.is("STRAIGHT_JOIN");
                in.pass();
            }
        }
        return tables;
    }

    /** Whether what is left of an UPDATE or DELETE has neither a condition nor a limit. */
    private boolean isWhole() {
        if (in.find("LIMIT") < in.size()) {
            return false;
        }
        int where = in.find("WHERE");
        if (where == in.size()) {
            return true;
        }
        var condition = in.part(where + 1, Math.max(where + 1, Math.min(in.find("ORDER", "RETURNING"), in.size())));
        return isTrue(condition);
    }

    private static boolean isTrue(Cursor condition) {
        if (condition.size() == 1) {
            return condition.is("TRUE") || condition.word().matches("[1-9][0-9]*");
        }
        boolean literals = condition.size() == 3 && condition.word(1).equals("=")
                && condition.text(0).matches("[0-9]+|'.*'|TRUE|true");
        return literals && condition.text(0).equals(condition.text(2));
    }

    private Modify load() {
        in.back(Math.min(in.find("TABLE") + 1, in.size()));
        return new Modify("LOAD", List.of(in.table()), false, 0, Optional.empty());
    }

    private Modify insert(String verb) {
        in.take("INTO");
        var table = in.table();
        if (in.take("PARTITION")) {
            in.group();
        }
        if (in.is("(") && !in.word(in.at() + 1).equals("SELECT")) {
            in.group();
        }
        long rows = 0;
        Optional<TableName> copied = Optional.empty();
        if (in.takeAny("VALUES", "VALUE")) {
            while (in.group().isPresent()) {
                rows++;
                in.take(",");
            }
        } else if (in.is("SET")) {
            rows = 1;
        } else {
            copied = copied();
        }
        return new Modify(verb, List.of(table), false, rows, copied);
    }

    /** The table that a SELECT takes all rows of. */
    private Optional<TableName> copied() {
        if (in.is("TABLE")) {
            in.pass();
            return Optional.of(in.table());
        }
        int from = in.find("FROM");
        if (!in.is("SELECT") || from == in.size() || in.word(in.at() + 1).equals("DISTINCT")
                || in.part(in.at(), from).find("(") < from - in.at()) {
            return Optional.empty();
        }
        in.back(from + 1);
        boolean some = in.is("(") || in.find("WHERE", "LIMIT", "GROUP", "HAVING", "UNION", ",", "JOIN", "INTERSECT",
                "EXCEPT") < in.size();
        return some ? Optional.empty() : Optional.of(in.table());
    }
}
