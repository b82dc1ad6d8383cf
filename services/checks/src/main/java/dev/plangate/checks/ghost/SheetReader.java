package dev.plangate.checks.ghost;

import dev.plangate.checks.ghost.AlterTable.Clause;
import dev.plangate.checks.ghost.GhostSheet.Alter;
import dev.plangate.checks.ghost.GhostSheet.Refused;
import dev.plangate.checks.ghost.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads a sheet as gh-ost would have to carry it out. It refuses more than MySQL's grammar would: what gh-ost's own reading of the text, or a server with another
 * SQL mode, could take for something else is not handed on.
 */
final class SheetReader {
    private static final String ONE = "gh-ost carries out exactly one ALTER TABLE for each sheet: ";
    /** gh-ost looks for these words anywhere in what it is given, in literals too, and takes what follows for the change. */
    private static final Pattern NESTED = Pattern.compile("\\balter\\s+table\\b", Pattern.CASE_INSENSITIVE);
    /** Linux takes no longer argument of a program, and a character is up to four bytes. */
    private static final int LONGEST = 30_000;

    private final String sheet;

    private SheetReader(String sheet) {
        this.sheet = sheet;
    }

    static GhostSheet read(String sheet) {
        return new SheetReader(sheet).read();
    }

    private GhostSheet read() {
        var tokens = Tokens.of(sheet).stream().filter(token -> !token.isComment()).toList();
        for (Token token : tokens) {
            var why = unreadable(token);
            if (why.isPresent()) {
                return new Refused(token.from(), why.get());
            }
        }
        var statements = statements(tokens);
        if (statements.isEmpty()) {
            return new Refused(0, ONE + "this one has no statement.");
        }
        if (statements.size() > 1) {
            return new Refused(statements.get(1).getFirst().from(),
                    ONE + "this one has " + statements.size() + " statements. Give each its own sheet.");
        }
        return alter(statements.getFirst());
    }

    private Optional<String> unreadable(Token token) {
        return switch (token.kind()) {
            case UNENDED -> Optional.of("The " + token.text() + " has no end.");
            case EXECUTABLE -> Optional.of(
                    "A comment that servers of some versions run cannot be checked for gh-ost: write what is meant as plain SQL.");
            case STRING -> token.text().indexOf('\\') >= 0
                    ? Optional.of(
                            "What a backslash in a literal means depends on the server's SQL mode: write the statement without it for gh-ost.")
                    : NESTED.matcher(token.text()).find()
                            ? Optional.of(
                                    "gh-ost takes 'alter table' in a literal for the change itself: write other words.")
                            : Optional.empty();
            case QUOTED -> NESTED.matcher(token.text()).find()
                    ? Optional.of("gh-ost takes 'alter table' in a name for the change itself.")
                    : Optional.empty();
            case SIGN -> token.text().charAt(0) < ' '
                    ? Optional.of("The sheet has a control character.")
                    : Optional.empty();
            case WORD, LINE_COMMENT, COMMENT -> Optional.empty();
        };
    }

    private static List<List<Token>> statements(List<Token> tokens) {
        var found = new ArrayList<List<Token>>();
        var open = new ArrayList<Token>();
        for (Token token : tokens) {
            if (!token.is(";")) {
                open.add(token);
            } else if (!open.isEmpty()) {
                found.add(List.copyOf(open));
                open.clear();
            }
        }
        if (!open.isEmpty()) {
            found.add(List.copyOf(open));
        }
        return found;
    }

    private GhostSheet alter(List<Token> statement) {
        var all = new Clause(statement);
        int from = statement.getFirst().from();
        if (!all.has(0, "ALTER", "TABLE")) {
            return new Refused(from, ONE + "this one begins with " + beginning(all)
                    + ". Write ALTER TABLE name ..., without words between ALTER and TABLE, or switch gh-ost off.");
        }
        boolean qualified = all.has(3, ".");
        int behind = qualified ? 5 : 3;
        Optional<String> table = all.name(behind - 1);
        if (all.name(2).isEmpty() || table.isEmpty() || all.has(2, "IF", "EXISTS")) {
            return new Refused(from, "The table's name must follow ALTER TABLE at once, as a word or in backticks.");
        }
        if (statement.size() == behind) {
            return new Refused(from, "ALTER TABLE does nothing here: say what to change.");
        }
        if (all.has(behind, "WAIT") || all.has(behind, "NOWAIT")) {
            return new Refused(statement.get(behind).from(),
                    "gh-ost does not know WAIT and NOWAIT: leave them out, it has cut-over-lock-timeout-seconds instead.");
        }
        var changes = statement.subList(behind, statement.size());
        String text = text(changes);
        if (text.length() > LONGEST) {
            return new Refused(from, "The change has " + text.length()
                    + " characters, more than the " + LONGEST + " that can be handed to gh-ost: divide it.");
        }
        var clauses = clauses(changes);
        return clauses.stream().flatMap(clause -> UnfitClause.of(clause).stream()).findFirst()
                .map(GhostSheet.class::cast)
                .orElseGet(() -> new Alter(new AlterTable(qualified ? all.name(2) : Optional.empty(),
                        table.get(), clauses, text, from, statement.getLast().to())));
    }

    private static String beginning(Clause statement) {
        return String.join(" ", IntStream.range(0, Math.min(3, statement.tokens().size()))
                .mapToObj(i -> statement.tokens().get(i)).filter(token -> token.kind() == Kind.WORD).map(Token::text)
                .toList());
    }

    /** As it stands there, but for comments: what stood around one is kept apart by a blank. */
    private String text(List<Token> tokens) {
        var text = new StringBuilder();
        int end = tokens.getFirst().from();
        for (Token token : tokens) {
            boolean apart = token.from() > end;
            text.append(apart ? " " : "").append(sheet, token.from(), token.to());
            end = token.to();
        }
        return text.toString();
    }

    /** Commas in brackets divide nothing. */
    private static List<Clause> clauses(List<Token> tokens) {
        var found = new ArrayList<Clause>();
        var open = new ArrayList<Token>();
        int depth = 0;
        for (Token token : tokens) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                if (!open.isEmpty()) {
                    found.add(new Clause(open));
                }
                open.clear();
            } else {
                open.add(token);
            }
        }
        if (!open.isEmpty()) {
            found.add(new Clause(open));
        }
        return found;
    }
}
