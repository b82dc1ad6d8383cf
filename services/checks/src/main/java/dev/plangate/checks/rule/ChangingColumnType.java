package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.catalog.SqlType;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.stream.Stream;

/** Rule 3. */
final class ChangingColumnType implements Rule {
    private static final RuleInfo INFO = new RuleInfo("changing-column-type", 1030, Level.ERROR,
            "A column's type changes in a way that rewrites the table.",
            "It holds an ACCESS EXCLUSIVE lock while every row and index is rewritten: nobody can read or write the table until it is done.")
            .instead(
                    "Add a column of the new type, write both, copy the old values in batches, and swap the columns by renaming. Making a varchar longer, or text of"
                            + " it, is free.")
            .example("ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
                    "ALTER TABLE orders ADD COLUMN id_new bigint;\n-- then write both, copy in batches, and swap the columns");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.alterationsInUse().filter(command -> command.kind().equals("AT_AlterColumnType"))
                .flatMap(command -> judge(review, command));
    }

    private static Stream<Finding> judge(Review review, AlterCommand command) {
        var table = review.table();
        var to = SqlType.of(command.definition().path("typeName"));
        var column = table.column(command.name());
        boolean plain = !command.definition().has("collClause") && isPlainCast(command, to);
        if (plain && column.map(known -> TypeChange.isFree(known.type(), to)).orElse(false)) {
            return Stream.empty();
        }
        String from = column.map(Column::type).map(type -> " from " + type).orElse("");
        String unknown = column.isPresent() ? "" : " Whether it does depends on the present type, which is not known.";
        return Stream.of(review.finding(INFO, review.sizes().blocking(table), command,
                "It changes the type of " + table.written() + "." + Identifiers.quoted(command.name()) + from + " to "
                        + to + ", which rewrites the table."
                        + unknown,
                rewrite(table.written().toString(), command.name(), to)));
    }

    /** USING does nothing of its own: it is absent, or the column cast to the new type. */
    private static boolean isPlainCast(AlterCommand command, SqlType to) {
        JsonNode using = command.definition().path("raw_default");
        if (using.isMissingNode()) {
            return true;
        }
        if (using.has("TypeCast")) {
            if (!SqlType.of(using.path("TypeCast").path("typeName")).equals(to)) {
                return false;
            }
            using = using.path("TypeCast").path("arg");
        }
        return using.has("ColumnRef")
                && Ast.strings(using.path("ColumnRef").path("fields")).equals(List.of(command.name()));
    }

    private static String rewrite(String table, String column, SqlType to) {
        String fresh = Identifiers.quoted(Identifiers.derived(column, "new"));
        String old = Identifiers.quoted(column);
        return """
                ALTER TABLE %1$s ADD COLUMN %2$s %4$s;
                -- write both columns from the application or a trigger, then in batches of a few thousand rows:
                UPDATE %1$s SET %2$s = %3$s::%4$s WHERE %2$s IS DISTINCT FROM %3$s::%4$s AND ...;
                -- when they are equal, in one transaction with a lock_timeout:
                ALTER TABLE %1$s DROP COLUMN %3$s;
                ALTER TABLE %1$s RENAME COLUMN %2$s TO %3$s;""".formatted(table, fresh, old, to);
    }
}
