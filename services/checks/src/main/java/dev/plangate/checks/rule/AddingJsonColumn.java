package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 28, json. */
final class AddingJsonColumn implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-json-column", 1281, Level.WARNING,
            "A column of type json is added.",
            "json has no equality: SELECT DISTINCT, GROUP BY and UNION of the whole row, which work today, fail from then on.")
            .instead("Use jsonb, which compares, and is indexed too.")
            .example("ALTER TABLE orders ADD COLUMN details json;", "ALTER TABLE orders ADD COLUMN details jsonb;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return NewColumn.of(review).stream()
                .filter(column -> column.kind() == NewColumn.Kind.ADDED && column.typeName().equals("json")
                        && !column.table().created())
                .map(column -> review.finding(INFO, new Severity(INFO.level(), ""), column.range(),
                        "It adds " + column + " of type json.", column.rewritten(review, "jsonb")));
    }
}
