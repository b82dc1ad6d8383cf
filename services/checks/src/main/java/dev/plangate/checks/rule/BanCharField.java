package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Style. */
final class BanCharField implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-char-field", 1401, Level.WARNING,
            "A column of type char.",
            "Values are padded with blanks, which comparisons leave out and functions do not; it saves nothing.")
            .instead("Use text, and a CHECK constraint where a length matters.")
            .example("ALTER TABLE orders ADD COLUMN country char(2);", "ALTER TABLE orders ADD COLUMN country text;")
            .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return NewColumn.of(review).stream().filter(column -> column.typeName().equals("bpchar"))
                .map(column -> review.finding(INFO, new Severity(INFO.level(), ""), column.range(),
                        column + " is of type " + column.type() + ".", column.rewritten(review, "text")));
    }
}
