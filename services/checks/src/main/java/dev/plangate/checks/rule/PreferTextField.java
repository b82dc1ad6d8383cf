package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Style. */
final class PreferTextField implements Rule {
    private static final RuleInfo INFO = new RuleInfo("prefer-text-field", 1400, Level.WARNING,
            "A column of type varchar with a length.",
            "A length that turns out too short later has to be changed, and every view on the column with it; it saves nothing.")
            .instead("Use text, and a CHECK constraint where a length matters.")
            .example("ALTER TABLE orders ADD COLUMN note varchar(80);", "ALTER TABLE orders ADD COLUMN note text;")
            .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return NewColumn.of(review).stream()
                .filter(column -> column.typeName().equals("varchar") && !column.type().modifiers().isEmpty())
                .map(column -> review.finding(INFO, new Severity(INFO.level(), ""), column.range(),
                        column + " is of type " + column.type() + ".", column.rewritten(review, "text")));
    }
}
