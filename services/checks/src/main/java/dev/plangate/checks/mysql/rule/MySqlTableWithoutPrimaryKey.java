package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.ColumnDefinition;
import dev.plangate.checks.mysql.Key;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import java.util.stream.Stream;

/** Rule 27 of MySQL, keys. */
final class MySqlTableWithoutPrimaryKey implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("table-without-primary-key", 3070, Level.WARNING,
            "A table is created without a primary key.",
            "Replicas look for each changed row by reading the whole table, clusters refuse it, and tools that change tables online have nothing to walk along.")
            .instead("Give it a primary key, an AUTO_INCREMENT of type BIGINT where nothing else is unique.")
            .example("CREATE TABLE events (at DATETIME, what TEXT);",
                    "CREATE TABLE events (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, at DATETIME, what TEXT);")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (!(review.statement().action() instanceof Action.CreateTable create) || create.temporary()
                || create.like() || (create.select() && create.columns().isEmpty() && create.keys().isEmpty())
                || hasKey(create) || isGivenLater(review, create)) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It creates " + create.table() + " without a primary key.", ""));
    }

    private static boolean hasKey(Action.CreateTable create) {
        return create.keys().stream().anyMatch(key -> key.kind() == Key.Kind.PRIMARY)
                || create.columns().stream().anyMatch(ColumnDefinition::primary);
    }

    private static boolean isGivenLater(MySqlReview review, Action.CreateTable create) {
        return review.sheet().statements().stream().skip(review.statement().index() + 1L)
                .anyMatch(later -> (later.action() instanceof Action.AlterTable alter
                        && alter.table().name().equals(create.table().name())
                        && alter.alterations().stream().anyMatch(MySqlTableWithoutPrimaryKey::addsKey))
                        || (later.action() instanceof Action.DropTables drop && drop.tables().stream()
                                .anyMatch(table -> table.name().equals(create.table().name()))));
    }

    private static boolean addsKey(Alteration alteration) {
        return switch (alteration) {
            case Alteration.AddKey(var _, Key key) -> key.kind() == Key.Kind.PRIMARY;
            case Alteration.AddColumn added -> added.column().primary();
            case Alteration.ModifyColumn modified -> modified.column().primary();
            default -> false;
        };
    }
}
