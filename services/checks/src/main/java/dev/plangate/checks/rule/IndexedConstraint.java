package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.stream.Stream;

/** What the rules of UNIQUE and PRIMARY KEY share: both build an index, unless they take one that is there. */
final class IndexedConstraint {
    private final RuleInfo info;
    private final String kind;
    private final String words;
    private final String suffix;

    /**
     * @param kind "CONSTR_UNIQUE"
     * @param words "UNIQUE"
     * @param suffix of the names that the server gives: "key"
     */
    IndexedConstraint(RuleInfo info, String kind, String words, String suffix) {
        this.info = info;
        this.kind = kind;
        this.words = words;
        this.suffix = suffix;
    }

    Stream<Finding> check(Review review) {
        if (review.alterations().isEmpty() || review.table().created() || buildsNothing(review)) {
            return Stream.empty();
        }
        return review.alterations().stream().flatMap(command -> {
            if (command.constraint().equals(kind)) {
                boolean built = command.definition().path("indexname").asText("").isEmpty();
                return built
                        ? Stream.of(finding(review, command, command.definition(),
                                Ast.strings(command.definition().path("keys"))))
                        : Stream.empty();
            }
            return command.columnConstraints().stream()
                    .filter(constraint -> constraint.path("contype").asText().equals(kind))
                    .map(constraint -> finding(review, command, constraint,
                            List.of(command.definition().path("colname").asText())));
        });
    }

    /** ALTER TABLE ONLY of a partitioned table makes a constraint without its partitions. To a plain table the word means nothing. */
    private static boolean buildsNothing(Review review) {
        return review.table().partitioned() && !review.statement().tree().path("relation").path("inh").asBoolean();
    }

    private Finding finding(Review review, AlterCommand command, JsonNode constraint, List<String> columns) {
        var table = review.table();
        String given = constraint.path("conname").asText("");
        String prefix = suffix.equals("pkey")
                ? table.written().name()
                : Identifiers.derived(table.written().name(), String.join("_", columns));
        String name = Identifiers.quoted(given.isEmpty() ? Identifiers.derived(prefix, suffix) : given);
        return review.finding(info, review.sizes().blocking(table), command,
                "It builds the index of a " + words + " constraint on " + table.written()
                        + " under a lock that blocks reads and writes.",
                rewrite(review, command, constraint, name, Identifiers.list(columns)));
    }

    private String rewrite(Review review, AlterCommand command, JsonNode constraint, String name, String columns) {
        var table = review.table();
        if (constraint.path("without_overlaps").asBoolean()) {
            return ""; // it compares ranges, as an exclusion constraint does: no index can be made before
        }
        String keys = " (" + columns + ")" + including(constraint);
        String deferred = constraint.path("deferrable").asBoolean()
                ? " DEFERRABLE" + (constraint.path("initdeferred").asBoolean() ? " INITIALLY DEFERRED" : "")
                : "";
        if (table.partitioned()) {
            return partitioned(table, name, words + keys + deferred);
        }
        String first = command.kind().equals("AT_AddColumn")
                ? "ALTER TABLE " + table.written() + " " + ConstraintText.of(review, command, constraint).without()
                        + ";\n"
                : "";
        String nulls = constraint.path("nulls_not_distinct").asBoolean() ? " NULLS NOT DISTINCT" : "";
        return first + review.outside("""
                CREATE UNIQUE INDEX CONCURRENTLY %2$s ON %1$s%3$s%6$s;
                ALTER TABLE %1$s ADD CONSTRAINT %2$s %4$s USING INDEX %2$s%5$s;""".formatted(table.written(), name,
                keys,
                words, deferred, nulls));
    }

    private static String including(JsonNode constraint) {
        var more = Ast.strings(constraint.path("including"));
        return more.isEmpty() ? "" : " INCLUDE (" + Identifiers.list(more) + ")";
    }

    /** USING INDEX is not possible there. */
    private static String partitioned(TableUse table, String name, String definition) {
        return """
                ALTER TABLE ONLY %1$s ADD CONSTRAINT %2$s %3$s; -- without the partitions
                -- then for each partition, outside of a transaction:
                -- CREATE UNIQUE INDEX CONCURRENTLY partition_index ON partition ...;
                -- ALTER TABLE partition ADD CONSTRAINT partition_index ... USING INDEX partition_index;
                -- ALTER INDEX %2$s ATTACH PARTITION partition_index;""".formatted(table.written(), name, definition);
    }
}
