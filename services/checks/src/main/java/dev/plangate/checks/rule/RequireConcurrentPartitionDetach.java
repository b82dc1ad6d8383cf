package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Ast;
import java.util.stream.Stream;

/** Rule 17. */
final class RequireConcurrentPartitionDetach implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-concurrent-partition-detach", 1170, Level.WARNING,
            "A partition is detached without CONCURRENTLY.",
            "It takes an ACCESS EXCLUSIVE lock on the partitioned table: while it waits for that, behind one long query of any partition, nobody can read or write any"
                    + " of them.")
            .on(Versions.from(14))
            .instead(
                    "Use DETACH PARTITION ... CONCURRENTLY, outside of a transaction. It is not possible while there is a default partition.")
            .example("ALTER TABLE events DETACH PARTITION events_2020;",
                    "ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var table = review.table().written();
        return review.alterationsInUse().filter(command -> command.kind().equals("AT_DetachPartition"))
                .filter(command -> !command.partition().path("concurrent").asBoolean())
                .map(command -> review.finding(INFO, new Severity(INFO.level(), ""), command,
                        "It detaches a partition of " + table + " under a lock that blocks reads and writes of all.",
                        review.outside("ALTER TABLE %s DETACH PARTITION %s CONCURRENTLY;".formatted(table,
                                Ast.relation(command.partition().path("name"))))));
    }
}
