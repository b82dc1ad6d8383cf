package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.Action.CreateTable;
import dev.plangate.checks.sql.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads CREATE TABLE, from the table's name on. One for each. */
final class CreateReader {
    private final Cursor in;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<Range> keyRanges = new ArrayList<>();
    private boolean like;

    CreateReader(Cursor in) {
        this.in = in;
    }

    CreateTable read(boolean temporary, boolean replace) {
        boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
        int from = in.at();
        var table = in.table();
        var named = in.since(from);
        like = in.is("LIKE");
        if (in.is("(") && !in.word(in.at() + 1).equals("SELECT")) {
            in.group().ifPresent(group -> {
                like |= group.is("LIKE");
                group.parts().forEach(this::element);
            });
        }
        boolean select = in.find("SELECT", "VALUES", "WITH") < in.size() && !like && !isVersioned();
        return new CreateTable(table, named, temporary, ifNotExists, replace, columns, keys, keyRanges, options(),
                like, select);
    }

    /** WITH SYSTEM VERSIONING is no query. */
    private boolean isVersioned() {
        int with = in.find("WITH");
        return with < in.size() && in.word(with + 1).equals("SYSTEM") && in.find("SELECT") == in.size();
    }

    private void element(Cursor element) {
        String constraint = "";
        if (element.is("LIKE")) {
            return;
        }
        if (element.take("CONSTRAINT")) {
            constraint = element.is("FOREIGN") || element.is("CHECK") || KeyReader.begins(element)
                    ? ""
                    : element.name();
        }
        if (element.is("FOREIGN") || element.is("CHECK") || element.is("PERIOD", "FOR")) {
            return;
        }
        if (KeyReader.begins(element)) {
            keyRanges.add(element.range());
            keys.add(KeyReader.read(element, constraint));
        } else {
            columns.add(new ColumnReader(element).read());
        }
    }

    private Map<String, String> options() {
        var options = new HashMap<String, String>();
        int end = in.find("PARTITION", "SELECT", "AS");
        while (in.at() < end) {
            String word = in.word();
            in.pass();
            if (in.take("=") && in.at() < end) {
                options.putIfAbsent(word, in.name());
            } else if (word.equals("ENGINE") && in.at() < end) {
                options.putIfAbsent(word, in.name());
            }
        }
        return options;
    }
}
