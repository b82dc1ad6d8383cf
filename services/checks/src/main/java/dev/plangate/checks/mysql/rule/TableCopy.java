package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.stream.Stream;

/** An ALTER TABLE copies the whole table. */
final class TableCopy implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("table-copy", 3010, Level.ERROR,
            "An ALTER TABLE copies the whole table.",
            "The server reads every row and writes it to a new table while nobody else may write; then replicas do the same, and lag for as long.")
            .instead(
                    "Let gh-ost or pt-online-schema-change make the change in small steps, or find one that the server makes without a copy: with ALGORITHM=INPLACE, LOCK=NONE it refuses instead of copying.")
            .example("ALTER TABLE orders ORDER BY created_at;",
                    "ALTER TABLE orders ADD INDEX orders_created_at (created_at), ALGORITHM=INPLACE, LOCK=NONE;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (review.alter().isEmpty()) {
            return Stream.empty();
        }
        var alter = review.alter().get();
        if (alter.algorithm().equals("COPY") || (review.effect().copies() && isSaidByServerAlone(review))) {
            return Stream.of(review.finding(INFO, review.sizes().blocking(review.table().sized()),
                    "It copies " + alter.table() + " row by row." + review.source(), Online.tools(review)));
        }
        return review.steps().stream().filter(step -> step.effect().copies() && !isOthers(review, step.alteration()))
                .map(step -> review.finding(INFO, review.sizes().blocking(review.table().sized()),
                        step.alteration().range(),
                        "It copies " + alter.table() + " row by row." + review.source(), Online.tools(review)));
    }

    /** The manuals would have it otherwise, so no part of it can be blamed. */
    private static boolean isSaidByServerAlone(MySqlReview review) {
        return !MySqlReview.refusesToBlock(review.alter().orElseThrow())
                && review.steps().stream().noneMatch(step -> step.effect().copies());
    }

    /** Whether a rule of its own speaks of it. */
    private static boolean isOthers(MySqlReview review, Alteration alteration) {
        return switch (alteration) {
            case Alteration.ModifyColumn modified ->
                review.ddl().changesType(modified) || review.ddl().changesCharset(modified);
            case Alteration.Convert _,Alteration.AddForeignKey _,Alteration.DropPrimaryKey _ -> true;
            case Alteration.AddColumn added -> added.column().references().isPresent();
            default -> false;
        };
    }
}
