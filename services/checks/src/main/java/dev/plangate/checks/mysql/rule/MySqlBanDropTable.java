package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.catalog.MySqlTable;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rule 22 of MySQL, DROP TABLE. */
final class MySqlBanDropTable implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("ban-drop-table", 3090, Level.ERROR, "A table is dropped.",
            "Its rows are gone at once, without a way back, and every version of the application that still uses it fails.")
            .instead("Rename it first, and drop it once nothing has missed it for a while; keep a dump of its rows.")
            .example("DROP TABLE orders;",
                    "-- plangate:ignore renaming-table: nothing uses it any more, and it can be renamed back\nRENAME TABLE orders TO orders_unused;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (!(review.statement().action() instanceof Action.DropTables drop) || drop.temporary()) {
            return Stream.empty();
        }
        return drop.tables().stream().map(review.script()::table).filter(table -> !table.created())
                .map(table -> review.finding(INFO, review.sizes().losing(table.sized()),
                        "It drops " + table.written() + "." + referencing(table),
                        "RENAME TABLE " + table.written() + " TO " + table.written().derived("unused")
                                + "; -- and drop it once nothing has missed it for a while"));
    }

    private static String referencing(TableState table) {
        var keys = table.known().map(MySqlTable::referencing).orElse(List.of());
        return keys.isEmpty()
                ? ""
                : " Foreign keys refer to it: " + keys.stream().limit(20).collect(Collectors.joining(", "))
                        + (keys.size() > 20 ? ", and more." : ".");
    }
}
