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
        if (review.alterations().isEmpty() || review.table().created()) {
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

    private Finding finding(Review review, AlterCommand command, JsonNode constraint, List<String> columns) {
        var table = review.table();
        String given = constraint.path("conname").asText("");
        String prefix = suffix.equals("pkey")
                ? table.written().name()
                : Identifiers.derived(table.written().name(), String.join("_", columns));
        String name = Identifiers.quoted(given.isEmpty() ? Identifiers.derived(prefix, suffix) : given);
        String first = command.kind().equals("AT_AddColumn")
                ? "-- add the column without " + words + ", then, outside of a transaction:\n"
                : "-- outside of a transaction:\n";
        String rewrite = first + """
                CREATE UNIQUE INDEX CONCURRENTLY %2$s ON %1$s (%3$s);
                ALTER TABLE %1$s ADD CONSTRAINT %2$s %4$s USING INDEX %2$s;""".formatted(table.written(), name,
                Identifiers.list(columns), words);
        return review.finding(info, review.sizes().blocking(table), command,
                "It builds the index of a " + words + " constraint on " + table.written()
                        + " under a lock that blocks reads and writes.",
                rewrite);
    }
}
