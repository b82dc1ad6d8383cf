package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.sql.Dialect;
import java.util.Set;
import java.util.stream.Stream;

/** Finds one kind of danger in a statement of MySQL or MariaDB. Stateless and pure. */
interface MySqlRule {
    /** Those of both servers. */
    Set<Dialect> SERVERS = Set.of(Dialect.MYSQL, Dialect.MARIADB);

    /** What it is. */
    RuleInfo info();

    /** What it finds in the statement under review. */
    Stream<Finding> check(MySqlReview review);
}
