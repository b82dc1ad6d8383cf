package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Table;
import java.util.stream.Stream;

/** Rule 30, DROP of a primary key. */
final class DropPrimaryKey implements Rule {
    private static final RuleInfo INFO = new RuleInfo("drop-primary-key", 1301, Level.ERROR,
            "A primary key is dropped.",
            "From then on rows can be there twice, ON CONFLICT on the key fails, and logical replication refuses UPDATE and DELETE of the table.")
            .instead(
                    "Build the new key's index concurrently, then drop the old key and add the new one USING INDEX in one ALTER TABLE.")
            .example("ALTER TABLE orders DROP CONSTRAINT orders_pkey;",
                    "ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_new_id;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (review.alterations().isEmpty() || review.table().created() || isReplaced(review)) {
            return Stream.empty();
        }
        var table = review.table();
        return review.alterations().stream().filter(command -> drops(table, command))
                .map(command -> review.finding(INFO, new Severity(INFO.level(), because(table)), command,
                        "It drops the primary key of " + table.written() + "." + BanDropTable.dependents(table),
                        """
                                CREATE UNIQUE INDEX CONCURRENTLY ... ON %1$s (...); -- of the new key
                                ALTER TABLE %1$s %2$s, ADD PRIMARY KEY USING INDEX ...;"""
                                .formatted(table.written(), review.text(command))));
    }

    private static boolean isReplaced(Review review) {
        return review.alterations().stream().anyMatch(command -> command.constraint().equals("CONSTR_PRIMARY")
                || command.columnConstraints().stream()
                        .anyMatch(constraint -> constraint.path("contype").asText().equals("CONSTR_PRIMARY")));
    }

    private static boolean drops(TableUse table, AlterCommand command) {
        return switch (command.kind()) {
            case "AT_DropConstraint" -> table.known()
                    .map(known -> known.constraint(command.name()).map(one -> one.kind() == 'p').orElse(false))
                    .orElse(command.name().matches("(?i).*_(pkey|pk)|pk_.*|.*primary_key"));
            case "AT_DropColumn" -> table.known().flatMap(Table::primaryKey)
                    .map(key -> key.columns().contains(command.name())).orElse(false);
            default -> false;
        };
    }

    private static String because(TableUse table) {
        return table.known().isPresent()
                ? ""
                : "That it is one was told by its name: the target's catalog does not show the table.";
    }
}
