package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 8. */
final class AddingFieldWithDefault implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-field-with-default", 1080, Level.ERROR,
            "A column is added with a default that differs from row to row.",
            "It holds an ACCESS EXCLUSIVE lock while every row is rewritten: nobody can read or write the table until it is done. A default that is the same for"
                    + " all rows costs nothing.")
            .instead(
                    "Add the column without a default, then set the default, which is for new rows only, and fill the old rows in batches.")
            .example("ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();", """
                    ALTER TABLE orders ADD COLUMN token uuid;
                    ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
                    -- then in batches of a few thousand rows:
                    UPDATE orders SET token = DEFAULT WHERE token IS NULL AND id BETWEEN 1 AND 5000;
                    """);
    /** From here on a default that is the same for all rows is kept in the catalog. */
    private static final int DEFAULT_IS_FREE = 11;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.alterationsInUse().flatMap(command -> command.columnConstraints().stream()
                .filter(constraint -> constraint.path("contype").asText().equals("CONSTR_DEFAULT"))
                .flatMap(given -> judge(review, command, given)));
    }

    private static Stream<Finding> judge(Review review, AlterCommand command, JsonNode given) {
        var verdict = Volatility.of(given.path("raw_expr"), review);
        if (verdict == Volatility.Verdict.STEADY && review.serverIsAtLeast(DEFAULT_IS_FREE)) {
            return Stream.empty();
        }
        var table = review.table();
        String column = command.definition().path("colname").asText();
        String why = switch (verdict) {
            case STEADY -> "which rewrites the table on servers before version 11.";
            case VOLATILE -> "which is another for each row and rewrites the table.";
            case UNKNOWN -> "which rewrites the table if one of its functions is volatile. That is not known here.";
        };
        return Stream.of(review.finding(INFO, review.sizes().blocking(table), command,
                "It adds " + table.written() + "." + Identifiers.quoted(column) + " with a default " + why,
                rewrite(table, column, ConstraintText.of(review, command, given))));
    }

    private static String rewrite(TableUse table, String column, ConstraintText given) {
        return """
                ALTER TABLE %1$s %3$s;
                ALTER TABLE %1$s ALTER COLUMN %2$s SET %4$s; -- for new rows only
                -- then in batches of a few thousand rows:
                UPDATE %1$s SET %2$s = DEFAULT WHERE %2$s IS NULL AND ...;%5$s""".formatted(table.written(),
                Identifiers.quoted(column), given.bare(), given.text(),
                given.without().equals(given.bare()) ? "" : "\n-- and at last its other constraints");
    }
}
