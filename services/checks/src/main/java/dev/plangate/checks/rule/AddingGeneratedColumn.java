package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 9, stored generated columns. */
final class AddingGeneratedColumn implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-generated-column", 1091, Level.ERROR,
            "A stored generated column is added to a table that is there, or gets another expression.",
            "Its value is computed for every row: it holds an ACCESS EXCLUSIVE lock while the table and its indexes are rewritten, and nobody can read or write the"
                    + " table until then.")
            .on(Versions.from(12))
            .instead(
                    "From version 18 on, a VIRTUAL column costs nothing; else use a plain column that a trigger fills for new rows, fill the old ones in batches, or"
                            + " compute the value in a view.")
            .example("ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) STORED;",
                    "ALTER TABLE orders ADD COLUMN gross numeric; -- filled by a trigger, and in batches for old rows");
    private static final int VIRTUAL = 18;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var added = AddedColumn.of(review).filter(AddingGeneratedColumn::isStored)
                .map(column -> review.finding(INFO, review.sizes().blocking(review.table()), column.command(),
                        "It adds " + review.table().written() + "." + column.name()
                                + " as a stored generated column, which rewrites the table.",
                        added(review, column)));
        boolean created = review.alterations().isEmpty() || review.table().created();
        var changed = created
                ? Stream.<Finding>empty()
                : review.alterations().stream().filter(command -> command.kind().equals("AT_SetExpression"))
                        .map(command -> review.finding(INFO, review.sizes().blocking(review.table()), command,
                                "It changes the expression of a generated column of " + review.table().written()
                                        + ", which rewrites the table if the column is stored.",
                                ""));
        return Stream.concat(added, changed);
    }

    private static boolean isStored(AddedColumn column) {
        return column.constraints("CONSTR_GENERATED")
                .anyMatch(generated -> generated.path("generated_kind").asText("s").equals("s"));
    }

    private static String added(Review review, AddedColumn column) {
        String text = review.text(column.command());
        return review.serverIsAtLeast(VIRTUAL) && text.matches("(?is).*\\bstored\\s*")
                ? "ALTER TABLE " + review.table().written() + " " + text.replaceFirst("(?i)\\bstored\\s*$", "VIRTUAL")
                        + "; -- from version 18 on: it is computed when it is read"
                : """
                        ALTER TABLE %1$s ADD COLUMN %2$s %3$s;
                        -- let a trigger fill it for new rows, then in batches of a few thousand rows:
                        UPDATE %1$s SET %2$s = ... WHERE %2$s IS NULL AND ...;"""
                        .formatted(review.table().written(), column.name(), column.type());
    }
}
