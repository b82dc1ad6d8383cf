package dev.plangate.checks.ghost;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The statement that gh-ost is to carry out.
 *
 * @param schema the database that it names; empty = none
 * @param table the table's name
 * @param clauses what it does, divided at the commas, without comments
 * @param text the same as gh-ost gets it: everything behind the table's name, without comments
 * @param from first UTF-16 unit of the statement in its sheet
 * @param to the one after the last
 */
public record AlterTable(Optional<String> schema, String table, List<Clause> clauses, String text, int from, int to) {
    public AlterTable {
        clauses = List.copyOf(clauses);
    }

    /** A part between commas; has at least one token. */
    record Clause(List<Token> tokens) {
        Clause {
            tokens = List.copyOf(tokens);
        }

        /** Whether the tokens from a place on are these words. */
        boolean has(int at, String... words) {
            for (int i = 0; i < words.length; i++) {
                if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                    return false;
                }
            }
            return true;
        }

        /** Where the name stands that follows a place, behind IF EXISTS or IF NOT EXISTS. */
        int behindIf(int at) {
            return has(at, "IF", "NOT", "EXISTS") ? at + 3 : has(at, "IF", "EXISTS") ? at + 2 : at;
        }

        /** The name at a place; empty = something else stands there. */
        Optional<String> name(int at) {
            return at < tokens.size() && tokens.get(at).isName()
                    ? Optional.of(tokens.get(at).text())
                    : Optional.empty();
        }

        /** Its first keyword, in capitals. */
        String verb() {
            return tokens.getFirst().text().toUpperCase(Locale.ROOT);
        }
    }
}
