package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 30, DROP NOT NULL. */
final class BanDropNotNull implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-drop-not-null", 1300, Level.WARNING,
            "A column may be null from now on.",
            "Every reader that counts on a value, in the application and behind it, meets nulls as soon as one is written; to go back means to check all rows.")
            .instead("Release readers that can deal with nulls first, or give the column a default in place of null.")
            .example("ALTER TABLE orders ALTER COLUMN state DROP NOT NULL;",
                    "ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'new';");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var table = review.table();
        return review.alterationsInUse().filter(command -> command.kind().equals("AT_DropNotNull"))
                .filter(command -> table.column(command.name()).map(Column::notNull).orElse(true))
                .map(command -> review.finding(INFO, new Severity(INFO.level(), ""), command,
                        "It lets " + table.written() + "." + Identifiers.quoted(command.name()) + " be null.",
                        "-- first a release of everything that reads the column and can deal with nulls, then:\n"
                                + review.statement().text() + ";"));
    }
}
