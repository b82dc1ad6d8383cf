package dev.plangate.checks.ghost;

import dev.plangate.checks.ghost.GhostSheet.Alter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What is asked of gh-ost for a sheet and a database. */
public sealed interface GhostRequest {
    /** Nothing. */
    record NotWanted() implements GhostRequest {}

    /** Something that can be tried. */
    record Wanted(AlterTable alter, GhostFlags flags) implements GhostRequest {}

    /** Something that is wrong by itself, whatever the target. */
    record Wrong(List<Mistake> mistakes) implements GhostRequest {
        public Wrong {
            mistakes = List.copyOf(mistakes);
        }
    }

    /** What kind of mistake it is. Numbers never change: they are the codes of outcomes. */
    enum Part {
        STATEMENT(30, "gh-ost cannot carry the sheet out"), FLAGS(31, "gh-ost flag is wrong"),
        DIRECTIVE(32, "gh-ost directive is wrong");

        private final int code;
        private final String title;

        Part(int code, String title) {
            this.code = code;
            this.title = title;
        }

        public int code() {
            return code;
        }

        public String title() {
            return title;
        }
    }

    /**
     * A mistake.
     *
     * @param at UTF-16 unit of the sheet; empty = it is not in the sheet
     * @param reason sentences that say what would be right
     */
    record Mistake(Part part, OptionalInt at, String reason) {}

    /**
     * Reads it.
     *
     * @param sheet in MySQL's language
     * @param enabled whether the plan switches gh-ost on; a directive in the sheet does too
     * @param planned the plan's flags
     * @param database the target's
     */
    static GhostRequest of(String sheet, boolean enabled, Map<String, String> planned, String database) {
        var mistakes = new ArrayList<Mistake>();
        Map<String, String> given = switch (Directive.of(sheet)) {
            case Directive.None _ -> null;
            case Directive.Given(var flags) -> flags;
            case Directive.Malformed(int at, String reason) -> {
                mistakes.add(new Mistake(Part.DIRECTIVE, OptionalInt.of(at), reason));
                yield Map.of();
            }
        };
        if (given == null && !enabled) {
            return new NotWanted();
        }
        var flags = GhostFlags.read(planned, given == null ? Map.of() : given);
        flags.mistakes().forEach(reason -> mistakes.add(new Mistake(Part.FLAGS, OptionalInt.empty(), reason)));
        AlterTable statement = switch (SheetReader.read(sheet)) {
            case Alter(var alter) -> alter;
            case GhostSheet.Refused(int at, String reason) -> {
                mistakes.add(new Mistake(Part.STATEMENT, OptionalInt.of(at), reason));
                yield null;
            }
        };
        if (statement != null && statement.schema().filter(schema -> !schema.equals(database)).isPresent()) {
            mistakes.add(new Mistake(Part.STATEMENT, OptionalInt.of(statement.from()),
                    "The statement changes a table of the database " + statement.schema().get() + ", and the target is "
                            + database + ": correct one of them."));
        }
        return mistakes.isEmpty() ? new Wanted(statement, flags.flags()) : new Wrong(mistakes);
    }
}
