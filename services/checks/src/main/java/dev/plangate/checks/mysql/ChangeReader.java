package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.Action.Modify;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads statements that change rows. One for each. */
final class ChangeReader {
    private final Cursor in;

    /** A WITH before the statement. */
    private final String with;

    /** @param in at the statement's first word */
    ChangeReader(Cursor in) {
        this.in = in;
        this.with = in.at() == 0 ? "" : in.text(0, in.at()) + " ";
    }

    /** Reads the rows of some tables, under the condition and the order of the rest of the statement. */
    private String reading(int from, int to, int rest) {
        int end = in.part(rest, in.size()).find("RETURNING") + rest;
        return with + "SELECT 1 FROM " + in.text(from, to) + " " + in.text(rest, end);
    }

    private OptionalLong limit() {
        int limit = in.find("LIMIT");
        boolean number = in.word(limit + 1).matches("[0-9]{1,18}") && in.word(limit + 2).isEmpty();
        return number ? OptionalLong.of(Long.parseLong(in.word(limit + 1))) : OptionalLong.empty();
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
        int from = in.at();
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
        return new Modify("UPDATE", changed, isWhole(), 0, Optional.empty(), reading(from, set, end), limit());
    }

    private static TableName first(Map<String, TableName> tables) {
        return tables.isEmpty() ? new TableName("", "") : tables.values().iterator().next();
    }

    private Modify delete() {
        int from = in.find("FROM");
        int using = in.find("USING");
        if (in.is("FROM") && using == in.size()) { // DELETE FROM t WHERE
            in.pass();
            int begin = in.at();
            var table = in.table();
            int end = in.find("WHERE", "ORDER", "LIMIT", "RETURNING");
            return new Modify("DELETE", List.of(table), isWhole(), 0, Optional.empty(), reading(begin, end, end),
                    limit());
        }
        boolean listed = !in.is("FROM");
        int end = listed ? from : using;
        if (!listed) {
            in.pass();
        }
        var names = in.part(in.at(), Math.min(end, in.size())).parts().stream().map(Cursor::table).toList();
        in.back(Math.min(end + 1, in.size()));
        int begin = in.at();
        int rest = in.find("WHERE", "ORDER", "LIMIT");
        var tables = references(in.part(begin, rest));
        var targets = names.stream()
                .map(name -> tables.getOrDefault(name.name().toLowerCase(Locale.ROOT), name)).distinct().toList();
        return new Modify("DELETE", targets, isWhole(), 0, Optional.empty(), reading(begin, rest, rest), limit());
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
        return new Modify("LOAD", List.of(in.table()), false, 0, Optional.empty(), "", OptionalLong.empty());
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
        String read = "";
        if (in.takeAny("VALUES", "VALUE")) {
            while (in.group().isPresent()) {
                rows++;
                in.take(",");
            }
        } else if (in.is("SET")) {
            rows = 1;
        } else {
            int duplicate = in.find("DUPLICATE");
            int end = Math.min(duplicate < in.size() ? duplicate - 1 : duplicate, in.find("RETURNING"));
            read = with + (in.is("TABLE") ? "SELECT 1 FROM " + in.text(in.at() + 1, end) : in.text(in.at(), end));
            copied = copied();
        }
        return new Modify(verb, List.of(table), false, rows, copied, read, OptionalLong.empty());
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
