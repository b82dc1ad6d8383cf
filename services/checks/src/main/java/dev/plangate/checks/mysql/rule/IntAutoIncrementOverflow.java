package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.ColumnDefinition;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Rule 27 of MySQL, numbers. */
final class IntAutoIncrementOverflow implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("int-auto-increment-overflow", 3200, Level.WARNING,
            "An AUTO_INCREMENT is of a type that its numbers outgrow.",
            "When the numbers run out every INSERT fails, and making the type larger copies the table while nobody may write it.")
            .instead("Use BIGINT for keys that count, from the start.")
            .example("CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY);",
                    "CREATE TABLE orders (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY);")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Of the numbers of a type: from these on there is little time. */
    private static final double SOON = 0.5;
    private static final double NOW = 0.8;

    @Override
    public Stream<Finding> check(MySqlReview review) {
        var defined = review.statement().action() instanceof Action.CreateTable create && !create.temporary()
                ? create.columns().stream().filter(IntAutoIncrementOverflow::isSmall)
                        .map(column -> finding(review, create.table(), column))
                : columns(review).filter(IntAutoIncrementOverflow::isSmall)
                        .map(column -> finding(review, review.table().written(), column));
        return Stream.concat(defined, used(review));
    }

    private static Stream<ColumnDefinition> columns(MySqlReview review) {
        return Stream.concat(review.alterations(Alteration.AddColumn.class).map(Alteration.AddColumn::column),
                review.alterations(Alteration.ModifyColumn.class).map(Alteration.ModifyColumn::column));
    }

    private static boolean isSmall(ColumnDefinition column) {
        return column.autoIncrement() && column.type().wholeBytes() > 0 && column.type().wholeBytes() < 8;
    }

    private static Finding finding(MySqlReview review, TableName table, ColumnDefinition column) {
        return review.finding(INFO, new Severity(INFO.level(), ""), column.range(), String.format(Locale.ROOT,
                "The numbers of %s.%s end at %,.0f.", table, TableName.quoted(column.name()),
                column.type().largest()), "");
    }

    /** Of a table that the statement uses and whose numbers are nearly used up. */
    private static Stream<Finding> used(MySqlReview review) {
        var named = switch (review.statement().action()) {
            case Action.AlterTable alter -> Optional.of(alter.table());
            case Action.Modify change when change.verb().equals("INSERT") -> change.targets().stream().findFirst();
            default -> Optional.<TableName>empty();
        };
        return named.map(review.script()::table).stream().flatMap(table -> table.known().stream()
                .flatMap(known -> known.columns().values().stream()
                        .filter(column -> column.autoIncrement() && table.column(column.name()).isPresent()
                                && column.type().wholeBytes() > 0 && known.autoIncrement().isPresent())
                        .filter(column -> known.autoIncrement().getAsLong() > column.type().largest() * SOON)
                        .map(column -> {
                            double part = known.autoIncrement().getAsLong() / column.type().largest();
                            return review.finding(INFO,
                                    new Severity(part > NOW ? Level.ERROR : Level.WARNING, ""),
                                    String.format(Locale.ROOT, "%.0f %% of the numbers of %s.%s are used up.",
                                            part * 100, table.written(), TableName.quoted(column.name())),
                                    "");
                        })));
    }
}
