package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** Rule 22 of MySQL, DROP DATABASE. */
final class MySqlBanDropDatabase implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("ban-drop-database", 3110, Level.ERROR, "A database is dropped.",
            "All its tables and rows are gone at once, without a way back.")
            .instead("Dump it, take everybody's rights on it, and drop it by hand once nothing has missed it.")
            .example("DROP DATABASE shop;", "REVOKE ALL PRIVILEGES ON shop.* FROM 'shop_app'@'%';").of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (!(review.statement().action() instanceof Action.DropSchema drop)) {
            return Stream.empty();
        }
        var tables = review.catalog().flatMap(known -> Optional.ofNullable(known.schemas().get(drop.name())));
        var level = tables.isPresent() && tables.get() == 0 ? Level.INFO : Level.ERROR;
        return Stream.of(review.finding(INFO,
                new Severity(level, tables.map(number -> "It has " + number + " tables.").orElse("")),
                "It drops the database " + TableName.quoted(drop.name()) + " with all that is in it.", ""));
    }
}
