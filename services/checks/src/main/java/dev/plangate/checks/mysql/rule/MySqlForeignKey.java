package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.Optional;
import java.util.stream.Stream;

/** A foreign key is added to a table that is in use. */
final class MySqlForeignKey implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("foreign-key", 3060, Level.ERROR,
            "A foreign key is added to a table that is in use.",
            "The table is copied while nobody may write it, to look up each row in the parent; from then on each write locks rows of the parent too, and tools that change tables online cannot handle either of them.")
            .instead(
                    "Check the rows first, then add it with foreign_key_checks off, which neither copies nor checks; or let the application keep the rule.")
            .example(
                    "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);",
                    "SET SESSION lock_wait_timeout = 5;\nSET SESSION foreign_key_checks = 0;\nALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id), ALGORITHM=INPLACE, LOCK=NONE;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        return review.steps().stream().filter(step -> step.effect().copies())
                .flatMap(step -> parent(step.alteration()).stream()
                        .map(parent -> finding(review, step.alteration(), parent)));
    }

    private static Optional<TableName> parent(Alteration alteration) {
        return switch (alteration) {
            case Alteration.AddForeignKey(var _, var key) -> Optional.of(key.parent());
            case Alteration.AddColumn added -> added.column().references();
            default -> Optional.empty();
        };
    }

    private static Finding finding(MySqlReview review, Alteration alteration, TableName parent) {
        var table = review.table();
        return review.finding(INFO, review.sizes().blocking(table.sized()), alteration.range(),
                "It copies " + table.written() + " and looks up each of its rows in " + parent + "."
                        + review.source(),
                "SET SESSION foreign_key_checks = 0; -- it is added, but no row is checked: do that before\n"
                        + review.statement().text() + ", ALGORITHM=INPLACE, LOCK=NONE;");
    }
}
