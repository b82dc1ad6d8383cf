package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.Key;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.stream.Stream;

/** Rule 30 of MySQL, keys. */
final class MySqlDropPrimaryKey implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("drop-primary-key", 3080, Level.ERROR,
            "A table loses its primary key.",
            "The table is copied while nobody may write it, and from then on replicas look for each changed row by reading all of it.")
            .instead(
                    "Name the new primary key in the same statement: then the table is written anew while others go on writing.")
            .example("ALTER TABLE orders DROP PRIMARY KEY;",
                    "SET SESSION lock_wait_timeout = 5;\nALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (id, created_at), ALGORITHM=INPLACE, LOCK=NONE;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (review.alter().isEmpty() || isReplaced(review.alter().get())) {
            return Stream.empty();
        }
        return review.alterations(Alteration.DropPrimaryKey.class)
                .map(dropped -> review.finding(INFO, review.sizes().blocking(review.table().sized()), dropped.range(),
                        "It takes the primary key of " + review.table().written() + " away." + review.source(), ""));
    }

    private static boolean isReplaced(Action.AlterTable alter) {
        return alter.alterations().stream().anyMatch(one -> switch (one) {
            case Alteration.AddKey(var _, Key key) -> key.kind() == Key.Kind.PRIMARY;
            case Alteration.AddColumn added -> added.column().primary();
            default -> false;
        });
    }
}
