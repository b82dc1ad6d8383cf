package dev.plangate.checks.mysql;

import java.util.Set;

/** Whether a statement is in the middle of code that has semicolons of its own: BEGIN ... END of a CREATE PROCEDURE. One for each statement. */
final class Block {
    private static final Set<String> CODE = Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE");
    /** What else is created: none of it holds code. */
    private static final Set<String> DATA = Set.of("TABLE", "VIEW", "INDEX", "DATABASE", "SCHEMA", "USER", "ROLE",
            "SERVER", "SEQUENCE");
    /** What END ends then is no BEGIN and no CASE. */
    private static final Set<String> OTHERS = Set.of("IF", "LOOP", "WHILE", "REPEAT", "FOR");
    /** Words before the kind of what is created: OR REPLACE DEFINER = name @ host AGGREGATE. */
    private static final int HEAD = 12;

    private int tokens;
    private boolean create;
    private boolean code;
    private int depth;
    private String before = "";

    /** Whether the next semicolon is inside. */
    boolean open() {
        return depth - (before.equals("END") ? 1 : 0) > 0;
    }

    /**
     * The next token.
     *
     * @param word in upper case; empty when it is none
     */
    void add(String word) {
        tokens++;
        create |= tokens == 1 && word.equals("CREATE");
        if (tokens == 2 && before.equals("BEGIN") && word.equals("NOT")) {
            code = true; // BEGIN NOT ATOMIC
            depth = 1;
        }
        create &= !DATA.contains(word);
        code |= create && tokens <= HEAD && CODE.contains(word);
        if (code) {
            boolean ended = before.equals("END");
            if (ended && !OTHERS.contains(word)) {
                depth = Math.max(0, depth - 1);
            }
            if (!ended && (word.equals("BEGIN") || word.equals("CASE"))) {
                depth++;
            }
        }
        before = code || tokens == 1 ? word : "";
    }
}
