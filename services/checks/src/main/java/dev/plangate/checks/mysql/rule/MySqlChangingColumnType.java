package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.mysql.rule.MySqlReview.Step;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.stream.Stream;

/** Rule 3 of MySQL. */
final class MySqlChangingColumnType implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("changing-column-type", 3040, Level.ERROR,
            "A column's type changes in a way that copies the table.",
            "Every row is written anew while nobody else may write the table; values that do not fit the new type are cut off or make the change fail.")
            .instead(
                    "Let gh-ost or pt-online-schema-change change it, or add a column of the new type, write both and copy in batches. Making a varchar longer is free as long as its length stays below 256 bytes, or was not; so are new members at the end of an ENUM.")
            .example("ALTER TABLE orders MODIFY COLUMN id BIGINT NOT NULL;",
                    "ALTER TABLE orders ADD COLUMN id_new BIGINT;\n-- then write both, copy in batches, and swap the columns")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        return review.steps().stream().filter(step -> step.effect().copies()).map(Step::alteration)
                .filter(Alteration.ModifyColumn.class::isInstance).map(Alteration.ModifyColumn.class::cast)
                .filter(modified -> review.ddl().changesType(modified) && !review.ddl().changesCharset(modified))
                .map(modified -> finding(review, modified));
    }

    private static Finding finding(MySqlReview review, Alteration.ModifyColumn modified) {
        var table = review.table();
        var present = table.column(modified.old());
        return review.finding(INFO, review.sizes().blocking(table.sized()), modified.range(),
                "It changes the type of " + table.written() + "." + TableName.quoted(modified.old())
                        + present.map(column -> " from " + column.type()).orElse("") + " to "
                        + modified.column().type() + ", which copies the table."
                        + (present.isPresent()
                                ? ""
                                : " Whether it does depends on the present type, which is not known.")
                        + review.source(),
                Online.tools(review));
    }
}
