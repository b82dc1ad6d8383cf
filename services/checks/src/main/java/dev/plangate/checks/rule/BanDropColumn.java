package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.stream.Stream;

/** Rule 23, DROP COLUMN. */
final class BanDropColumn implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-drop-column", 1230, Level.WARNING, "A column is dropped.",
            "Its values are gone at commit, and every version of the application that still reads or writes it fails.")
            .instead("First a release of the application that does not use the column, then, some days later, drop it.")
            .example("ALTER TABLE orders DROP COLUMN state;", "ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var table = review.table();
        return review.alterationsInUse().filter(command -> command.kind().equals("AT_DropColumn"))
                .map(command -> review.finding(INFO, new Severity(INFO.level(), ""), command,
                        "It drops " + table.written() + "." + Identifiers.quoted(command.name()) + "."
                                + BanDropTable.dependents(
                                        table.column(command.name()).map(Column::dependents).orElse(List.of())),
                        "-- first a release of the application that does not use the column, then:\n"
                                + review.statement().text() + ";"));
    }
}
