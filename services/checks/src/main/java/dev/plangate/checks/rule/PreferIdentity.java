package dev.plangate.checks.rule;

import java.util.Map;
import java.util.stream.Stream;

/** Style. */
final class PreferIdentity implements Rule {
    private static final RuleInfo INFO = new RuleInfo("prefer-identity", 1403, Level.WARNING,
            "A column of type serial.",
            "Its sequence is a thing of its own: privileges, dumps and copies of the table have to be told of it, and anybody may write numbers past it.")
            .instead("Use an identity column, which the SQL standard knows.")
            .example("CREATE TABLE orders (id bigserial PRIMARY KEY);",
                    "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);")
            .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    private static final Map<String, String> NUMBERS = Map.of("serial", "integer", "serial4", "integer", "bigserial",
            "bigint", "serial8", "bigint", "smallserial", "smallint", "serial2", "smallint");

    @Override
    public Stream<Finding> check(Review review) {
        return NewColumn.of(review).stream().filter(column -> NUMBERS.containsKey(column.typeName()))
                .map(column -> review.finding(INFO, new Severity(INFO.level(), ""), column.range(),
                        column + " is of type " + column.typeName() + ".",
                        column.rewritten(review, NUMBERS.get(column.typeName()) + " GENERATED ALWAYS AS IDENTITY")));
    }
}
