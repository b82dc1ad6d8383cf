package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 9, serial and identity. */
final class AddingSerialColumn implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-serial-column", 1090, Level.ERROR,
            "A serial or identity column is added to a table that is there.",
            "Every row gets a number of its own: it holds an ACCESS EXCLUSIVE lock while the table and its indexes are rewritten, and nobody can read or write the"
                    + " table until then.")
            .instead(
                    "Add the column without a default, let the sequence number new rows, and number the old ones in batches.")
            .example("ALTER TABLE orders ADD COLUMN number bigserial;", """
                    ALTER TABLE orders ADD COLUMN number bigint;
                    CREATE SEQUENCE orders_number_seq OWNED BY orders.number;
                    ALTER TABLE orders ALTER COLUMN number SET DEFAULT nextval('orders_number_seq');
                    -- then number the old rows in batches
                    """);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return AddedColumn.of(review).filter(column -> column.serial() || column.has("CONSTR_IDENTITY"))
                .map(column -> finding(review, column));
    }

    private static Finding finding(Review review, AddedColumn column) {
        var table = review.table().written();
        var sequence = table.derived(column.command().definition().path("colname").asText(), "seq");
        return review.finding(INFO, review.sizes().blocking(review.table()), column.command(),
                "It adds " + table + "." + column.name() + " as " + (column.serial() ? "a serial" : "an identity")
                        + " column, which rewrites the table to number its rows.",
                """
                        ALTER TABLE %1$s ADD COLUMN %2$s %3$s;
                        CREATE SEQUENCE %4$s AS %3$s OWNED BY %1$s.%2$s;
                        ALTER TABLE %1$s ALTER COLUMN %2$s SET DEFAULT nextval('%5$s'); -- for new rows only
                        -- then in batches of a few thousand rows:
                        UPDATE %1$s SET %2$s = DEFAULT WHERE %2$s IS NULL AND ...;"""
                        .formatted(table, column.name(), column.type(), sequence,
                                sequence.toString().replace("'", "''")));
    }
}
