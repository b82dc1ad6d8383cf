package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Range;

/**
 * Where a constraint stands in the definition of a column that ALTER TABLE adds, so that a rewrite can take it out.
 *
 * @param command range of the command, in bytes of the sheet
 * @param first byte at which its first constraint starts
 * @param constraint range of the constraint
 */
record ConstraintText(Review review, Range command, int first, Range constraint) {
    /** A constraint of a column ends where the next one begins; DEFERRABLE and the like are part of it. */
    static ConstraintText of(Review review, AlterCommand command, JsonNode constraint) {
        var whole = review.statement().command(command.index());
        int from = start(constraint, whole);
        int to = command.columnConstraints().stream()
                .filter(other -> !other.path("contype").asText().startsWith("CONSTR_ATTR_"))
                .mapToInt(other -> start(other, whole)).filter(at -> at > from).min().orElse(whole.to());
        int first = command.columnConstraints().stream().mapToInt(other -> start(other, whole)).min().orElse(from);
        return new ConstraintText(review, whole, first, new Range(from, to));
    }

    private static int start(JsonNode constraint, Range command) {
        int at = constraint.path("location").asInt(-1);
        return at < command.from() || at > command.to() ? command.to() : at;
    }

    /** The constraint, without its name. */
    String text() {
        return review.source().text(constraint).strip()
                .replaceFirst("(?is)^constraint\\s+(\"[^\"]+\"|\\w+)\\s+", "");
    }

    /** The command without it. */
    String without() {
        String before = text(command.from(), constraint.from());
        String behind = text(constraint.to(), command.to());
        return behind.isEmpty() ? before : before + " " + behind;
    }

    /** The command without any constraint. */
    String bare() {
        return text(command.from(), first);
    }

    private String text(int from, int to) {
        return review.source().text(new Range(from, to)).strip();
    }
}
