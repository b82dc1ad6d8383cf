package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import java.util.stream.Stream;

/** A REFERENCES within a column's definition does nothing. */
final class InlineReferencesIgnored implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("inline-references-ignored", 3180, Level.WARNING,
            "A REFERENCES within a column's definition does nothing.",
            "MySQL before 9.0 and MariaDB before 10.5 read it and forget it: no foreign key is made, nothing is checked, and nobody is told.")
            .instead("Write FOREIGN KEY (column) REFERENCES parent (column) as an element of its own, or leave it out.")
            .example(
                    "CREATE TABLE order_lines (id BIGINT NOT NULL PRIMARY KEY, order_id BIGINT REFERENCES orders (id));",
                    "CREATE TABLE order_lines (id BIGINT NOT NULL PRIMARY KEY, order_id BIGINT, FOREIGN KEY (order_id) REFERENCES orders (id));")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Of MySQL and of MariaDB that make a key of it. Versions of MySQL that do not are the ones that are most used. */
    private static final int MYSQL = 90_000;
    private static final int MARIADB = 100_500;

    @Override
    public Stream<Finding> check(MySqlReview review) {
        var version = review.version();
        boolean known = review.catalog().isPresent() || version.mariaDb();
        if (known && version.isAtLeast(MYSQL, MARIADB)) {
            return Stream.empty();
        }
        var columns = review.statement().action() instanceof Action.CreateTable create
                ? create.columns().stream()
                : review.alterations(Alteration.AddColumn.class).map(Alteration.AddColumn::column);
        return columns.flatMap(column -> column.references().stream()
                .map(parent -> review.finding(INFO, new Severity(INFO.level(), known
                        ? "The target is " + version + "."
                        : "The target's version is not known: one before 9.0 is assumed."), column.range(),
                        "No foreign key to " + parent + " is made for " + TableName.quoted(column.name()) + ".",
                        "FOREIGN KEY (" + TableName.quoted(column.name()) + ") REFERENCES " + parent + " (...)")));
    }
}
