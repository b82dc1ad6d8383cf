package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several ALTER TABLE of one table that could be one. */
final class MultipleAlterTable implements Rule {
    private static final RuleInfo INFO = new RuleInfo("multiple-alter-table", 1322, Level.INFO,
            "A table is altered by several statements that could be one.",
            "Each waits anew for its ACCESS EXCLUSIVE lock, with everybody else behind it, and each that rewrites or scans the table does so again.")
            .instead("Write the commands into one ALTER TABLE, between commas.")
            .example("ALTER TABLE orders ADD COLUMN a int;\nALTER TABLE orders ADD COLUMN b int;",
                    "ALTER TABLE orders ADD COLUMN a int, ADD COLUMN b int;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (review.alterations().isEmpty() || review.table().created()) {
            return Stream.empty();
        }
        return before(review).filter(first -> couldBeOne(first, review.statement())).stream()
                .map(first -> review.finding(INFO, new Severity(INFO.level(), ""),
                        "It alters " + review.table().written() + ", as the statement in line "
                                + review.source().position(first.range().from()).line()
                                + " does: one could do both.",
                        review.statement().commands().isEmpty()
                                ? ""
                                : first.text() + ",\n    " + review.statement().commands().stream()
                                        .map(review.source()::text).collect(Collectors.joining(",\n    "))
                                        + ";"));
    }

    /** The ALTER TABLE of the same table before it, with nothing in between but settings and statements about other tables. */
    private static Optional<Statement> before(Review review) {
        var script = review.script();
        var table = review.table().name();
        for (Statement statement : review.sheet().statements().subList(0, review.statement().index()).reversed()) {
            if (statement.node().equals("AlterTableStmt")
                    && script.table(statement.tree().path("relation")).name().equals(table)) {
                return Optional.of(statement);
            }
            var named = Ast.relations(statement.tree());
            boolean ofOthers = !named.isEmpty()
                    && named.stream().noneMatch(name -> script.table(name).name().equals(table));
            if (!ofOthers && !statement.node().equals("VariableSetStmt")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Both need the strongest lock, neither waits for the other's outcome, and the order in which the server takes commands does not matter. */
    private static boolean couldBeOne(Statement first, Statement second) {
        var one = AlterCommand.of(first.tree());
        var other = AlterCommand.of(second.tree());
        boolean strong = Stream.concat(one.stream(), other.stream())
                .allMatch(command -> AlterLocks.of(command) == LockMode.ACCESS_EXCLUSIVE && !command.notValid()
                        && !command.argument().has("PartitionCmd"));
        var shared = new HashSet<>(names(one.stream()));
        shared.retainAll(names(other.stream()));
        // DROP CONSTRAINT goes first, and SET NOT NULL behind it would have lost its proof
        boolean proof = one.stream().anyMatch(command -> command.kind().equals("AT_SetNotNull"))
                && other.stream().anyMatch(command -> command.kind().equals("AT_DropConstraint"));
        return strong && shared.isEmpty() && !proof;
    }

    private static Set<String> names(Stream<AlterCommand> commands) {
        return commands.flatMap(command -> Stream.of(command.name(), command.definition().path("colname").asText(""),
                command.definition().path("conname").asText(""))).filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }
}
