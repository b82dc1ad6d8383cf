package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.catalog.Constraint;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.stream.Stream;

/** Rule 18. */
final class AttachPartition implements Rule {
    private static final RuleInfo INFO = new RuleInfo("attach-partition", 1180, Level.ERROR,
            "A table is attached as a partition without a CHECK constraint that proves its rows to belong there.",
            "It holds an ACCESS EXCLUSIVE lock on the table that is attached, and on the default partition if there is one, while it scans them: nobody can read or"
                    + " write their rows until then.")
            .instead(
                    "Add a CHECK constraint that says what the partition's bounds say (and that the key is not null), NOT VALID, validate it, attach, and drop it."
                            + " A default partition needs one that says the contrary.")
            .example(
                    "ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
                    """
                            ALTER TABLE events_2026 ADD CONSTRAINT bounds
                                CHECK (at IS NOT NULL AND at >= '2026-01-01' AND at < '2027-01-01') NOT VALID;
                            ALTER TABLE events_2026 VALIDATE CONSTRAINT bounds;
                            ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                            """);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (review.alterations().isEmpty()) {
            return Stream.empty();
        }
        return review.alterations().stream().filter(command -> command.kind().equals("AT_AttachPartition"))
                .flatMap(command -> judge(review, command));
    }

    private static Stream<Finding> judge(Review review, AlterCommand command) {
        var child = review.script().table(command.partition().path("name"));
        var bounds = new PartitionBounds(command.partition().path("bound"));
        if (child.created() || isProven(review, child, bounds)) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, review.sizes().blocking(child), command,
                "It attaches " + child.written()
                        + " and scans it under a lock that blocks reads and writes, for no CHECK constraint proves its rows to belong there.",
                """
                        ALTER TABLE %1$s ADD CONSTRAINT %2$s CHECK (...) NOT VALID; -- as the bounds, and that the key is not null
                        ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;
                        %3$s;
                        ALTER TABLE %1$s DROP CONSTRAINT %2$s;"""
                        .formatted(child.written(),
                                Identifiers.quoted(
                                        Identifiers.derived(child.written().name(), "bounds")),
                                review.statement().text())));
    }

    /** By a validated constraint of the catalog, or one that the script added and validated. */
    private static boolean isProven(Review review, TableUse child, PartitionBounds bounds) {
        var notNull = child.known().map(Table::columns).stream().flatMap(columns -> columns.values().stream())
                .filter(column -> column.notNull() && !child.changed().contains(column.name())).map(Column::name)
                .toList();
        var onTarget = child.known().map(Table::constraints).orElse(List.of()).stream()
                .filter(constraint -> constraint.kind() == 'c' && constraint.validated())
                .map(Constraint::definition);
        return Stream.concat(onTarget, ofScript(review, child)).anyMatch(check -> bounds.follow(check, notNull));
    }

    private static Stream<String> ofScript(Review review, TableUse child) {
        var before = review.sheet().statements().subList(0, review.statement().index()).stream()
                .filter(statement -> statement.node().equals("AlterTableStmt"))
                .filter(statement -> review.script().table(Ast.relation(statement.tree().path("relation"))).name()
                        .equals(child.name()))
                .toList();
        var validated = before.stream().flatMap(statement -> AlterCommand.of(statement.tree()).stream())
                .filter(command -> command.kind().equals("AT_ValidateConstraint")).map(AlterCommand::name).toList();
        return before.stream().flatMap(statement -> AlterCommand.of(statement.tree()).stream()
                .filter(command -> command.constraint().equals("CONSTR_CHECK"))
                .filter(command -> !command.notValid()
                        || validated.contains(command.definition().path("conname").asText()))
                .map(command -> review.source().text(statement.command(command.index()))));
    }
}
