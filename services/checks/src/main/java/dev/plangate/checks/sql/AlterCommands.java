package dev.plangate.checks.sql;

import java.util.ArrayList;
import java.util.List;

/** Where each command of an ALTER TABLE stands, so that a finding points at the line that it is about. */
final class AlterCommands {
    private AlterCommands() {}

    /**
     * The commands between the commas behind the table's name.
     *
     * @param name byte at which the table's name starts
     * @param expected how many the grammar saw
     * @return nothing when the text shows another number
     */
    static List<Range> of(SourceText source, Range statement, int name, int expected) {
        if (name < statement.from() || name >= statement.to()) {
            return List.of();
        }
        var tokens = Tokens.of(source, new Range(name, statement.to()));
        var found = new ArrayList<Range>();
        int depth = 0;
        int first = behindName(tokens);
        for (int i = first; i < tokens.size(); i++) {
            char kind = tokens.get(i).kind();
            if (kind == '(' || kind == '[') {
                depth++;
            } else if (kind == ')' || kind == ']') {
                depth--;
            }
            boolean last = i + 1 == tokens.size();
            if (last || (kind == ',' && depth == 0)) {
                int end = last ? i : i - 1;
                if (end < first) {
                    return List.of();
                }
                found.add(new Range(tokens.get(first).from(), tokens.get(end).to()));
                first = i + 1;
            }
        }
        return found.size() == expected ? found : List.of();
    }

    private static int behindName(List<Tokens.Token> tokens) {
        int i = 1;
        while (i + 1 < tokens.size() && tokens.get(i).kind() == '.') {
            i += 2;
        }
        return i < tokens.size() && tokens.get(i).kind() == '*' ? i + 1 : i;
    }
}
