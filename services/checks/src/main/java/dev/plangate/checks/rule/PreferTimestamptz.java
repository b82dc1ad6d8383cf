package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Style. */
final class PreferTimestamptz implements Rule {
    private static final RuleInfo INFO = new RuleInfo("prefer-timestamptz", 1402, Level.WARNING,
            "A column of type timestamp without time zone.",
            "Which moment it means depends on who reads it; sessions with another time zone see another one.")
            .instead("Use timestamptz, which is a moment.")
            .example("ALTER TABLE orders ADD COLUMN paid_at timestamp;",
                    "ALTER TABLE orders ADD COLUMN paid_at timestamptz;")
            .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return NewColumn.of(review).stream().filter(column -> column.typeName().equals("timestamp"))
                .map(column -> review.finding(INFO, new Severity(INFO.level(), ""), column.range(),
                        column + " is of type " + column.type() + ".",
                        column.rewritten(review, "timestamptz" + precision(column))));
    }

    private static String precision(NewColumn column) {
        return column.type().modifiers().isEmpty() ? "" : "(" + column.type().modifiers().getFirst() + ")";
    }
}
