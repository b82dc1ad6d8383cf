package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 5. */
final class AddingForeignKeyConstraint implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-foreign-key-constraint", 1050, Level.ERROR,
            "A foreign key is added and checked in one step.",
            "It holds SHARE ROW EXCLUSIVE locks on both tables while every row is looked up: nobody can write to either until it is done.")
            .instead(
                    "Add it NOT VALID, and validate it in a transaction of its own: that takes a lock which lets everybody read and write.")
            .example("ALTER TABLE orders ADD CONSTRAINT customer FOREIGN KEY (customer_id) REFERENCES customers;", """
                    ALTER TABLE orders ADD CONSTRAINT customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
                    ALTER TABLE orders VALIDATE CONSTRAINT customer;
                    """);
    /** From here on it may be NOT VALID on a partitioned table. */
    private static final int PARTITIONED_NOT_VALID = 18;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.alterationsInUse().flatMap(command -> {
            if (command.constraint().equals("CONSTR_FOREIGN")) {
                return command.notValid() ? Stream.empty() : Stream.of(constraint(review, command));
            }
            return withDefault(command)
                    ? command.columnConstraints().stream()
                            .filter(key -> isForeignKey(key) && command.enforces(key))
                            .map(key -> column(review, command, key))
                    : Stream.empty();
        });
    }

    private static boolean isForeignKey(JsonNode constraint) {
        return constraint.path("contype").asText().equals("CONSTR_FOREIGN");
    }

    /** A new column without a default is all nulls, and the server does not look them up. */
    private static boolean withDefault(AlterCommand command) {
        return command.columnConstraints().stream()
                .anyMatch(constraint -> constraint.path("contype").asText().equals("CONSTR_DEFAULT")
                        && !constraint.path("raw_expr").path("A_Const").path("isnull").asBoolean());
    }

    private static Finding constraint(Review review, AlterCommand command) {
        var table = review.table();
        var definition = command.definition();
        var columns = Ast.strings(definition.path("fk_attrs"));
        String name = Identifiers.derived(table.written().name(), String.join("_", columns), "fkey");
        return finding(review, command, definition,
                table.partitioned() && !review.serverIsAtLeast(PARTITIONED_NOT_VALID)
                        ? partitioned(review)
                        : AddedConstraint.rewrite(table.written(), review.text(command),
                                definition.path("conname").asText(""), name));
    }

    /** The server takes over a valid foreign key that the partition has already. */
    private static String partitioned(Review review) {
        return """
                -- before version 18 it cannot be NOT VALID on a partitioned table. For each partition:
                -- ALTER TABLE partition ADD CONSTRAINT ... NOT VALID;
                -- ALTER TABLE partition VALIDATE CONSTRAINT ...;
                -- then it finds the keys of the partitions and looks up no row:
                %s;""".formatted(review.statement().text());
    }

    private static Finding column(Review review, AlterCommand command, JsonNode key) {
        var table = review.table().written();
        String column = command.definition().path("colname").asText();
        String given = key.path("conname").asText("");
        var text = ConstraintText.of(review, command, key);
        return finding(review, command, key, """
                ALTER TABLE %1$s %5$s;
                ALTER TABLE %1$s ADD CONSTRAINT %2$s FOREIGN KEY (%3$s) %4$s NOT VALID;
                -- in a transaction of its own:
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;""".formatted(table,
                Identifiers.quoted(given.isEmpty() ? Identifiers.derived(table.name(), column, "fkey") : given),
                Identifiers.quoted(column), text.text(), text.without()));
    }

    private static Finding finding(Review review, AlterCommand command, JsonNode key, String rewrite) {
        var table = review.table();
        var parent = review.script().table(key.path("pktable"));
        var severity = review.sizes().blocking(table);
        if (!parent.created()) {
            severity = Sizes.worse(severity, review.sizes().blocking(parent));
        }
        return review.finding(INFO, severity, command,
                "It adds a foreign key from " + table.written() + " to " + parent.written()
                        + " and looks up every row under locks that block writes to both.",
                rewrite);
    }
}
