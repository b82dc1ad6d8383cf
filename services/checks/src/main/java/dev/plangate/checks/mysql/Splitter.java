package dev.plangate.checks.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.Range;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a sheet into statements as the servers' own client does: at semicolons, or at what a line {@code DELIMITER //} says. The code of a procedure, function,
 * trigger or event keeps its semicolons without such a line too, as tools for migrations send it.
 */
final class Splitter {
    private static final byte[] SEMICOLON = {';'};

    private final byte[] utf8;
    private final Scanner scanner;
    private final List<Cut> cuts = new ArrayList<>();
    private byte[] delimiter = SEMICOLON;
    private List<Token> tokens = new ArrayList<>();
    private int marks;
    private Block block = new Block();

    Splitter(byte[] utf8, Dialect dialect) {
        this.utf8 = utf8.clone();
        this.scanner = new Scanner(this.utf8, dialect);
    }

    /** Where a string, name or comment begins that has no end; -1 = none does. */
    int unfinished() {
        return scanner.unfinished();
    }

    /** The comments of the text, in order. Once it is cut. */
    List<Range> comments() {
        return scanner.comments();
    }

    /** All statements. Once. */
    List<Cut> cuts() {
        while (true) {
            int at = scanner.skip();
            boolean open = !Arrays.equals(delimiter, SEMICOLON) || !block.open();
            if (at < utf8.length && open && scanner.takes(delimiter)) {
                end();
                continue;
            }
            Token token = scanner.next();
            if (token == null) {
                break;
            }
            String word = token.kind() == Token.Kind.WORD ? text(token).toUpperCase(Locale.ROOT) : "";
            if (tokens.isEmpty() && word.equals("DELIMITER") && scanner.beginsLine(token.from())) {
                delimiter();
            } else if (isGo(token)) {
                scanner.next();
                end();
            } else {
                tokens.add(token);
                block.add(word);
            }
        }
        end();
        return cuts;
    }

    private void delimiter() {
        String[] words = text(scanner.line()).strip().split("\\s+", 2);
        delimiter = words[0].isEmpty() || words[0].equals(";") ? SEMICOLON : words[0].getBytes(UTF_8);
        scanner.endAt(delimiter);
    }

    /** The client's \g and \G, which end a statement. */
    private boolean isGo(Token token) {
        int next = token.to();
        return token.kind() == Token.Kind.SYMBOL && utf8[token.from()] == '\\' && !tokens.isEmpty()
                && next < utf8.length && (utf8[next] == 'g' || utf8[next] == 'G')
                && (next + 1 == utf8.length || utf8[next + 1] <= ' ');
    }

    private void end() {
        var all = scanner.marks();
        if (!tokens.isEmpty()) {
            cuts.add(new Cut(tokens, List.copyOf(all.subList(marks, all.size()))));
            tokens = new ArrayList<>();
        }
        marks = all.size();
        block = new Block();
    }

    private String text(Token token) {
        return text(new Range(token.from(), token.to()));
    }

    private String text(Range range) {
        return new String(utf8, range.from(), range.to() - range.from(), UTF_8);
    }
}
