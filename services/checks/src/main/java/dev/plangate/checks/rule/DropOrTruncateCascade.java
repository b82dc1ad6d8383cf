package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rule 22, CASCADE. */
final class DropOrTruncateCascade implements Rule {
    private static final RuleInfo INFO = new RuleInfo("drop-or-truncate-cascade", 1225, Level.WARNING,
            "Something is dropped or emptied with CASCADE.",
            "Whatever depends on it goes too, without being named: views, foreign keys, columns of other tables, and with TRUNCATE their rows.")
            .instead(
                    "Drop what depends on it by name first, then the thing itself without CASCADE: the server refuses if something was forgotten.")
            .example("DROP VIEW totals CASCADE;", "DROP VIEW monthly_totals;\nDROP VIEW totals;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        if (!tree.path("behavior").asText().equals("DROP_CASCADE")) {
            return commands(review);
        }
        return switch (review.statement().node()) {
            case "DropStmt" -> dropped(review, tree.path("removeType").asText());
            case "TruncateStmt" -> tables(review, BanTruncate.truncated(review), "It empties ");
            case "DropOwnedStmt" ->
                Stream.of(finding(review, new Severity(INFO.level(), ""), "It drops all that a role owns", ""));
            default -> Stream.empty();
        };
    }

    private static Stream<Finding> dropped(Review review, String kind) {
        var names = Ast.dropped(review.statement().tree());
        if (kind.equals("OBJECT_TABLE")) {
            return tables(review, names.stream().map(parts -> review.script().table(Ast.relation(parts))).toList(),
                    "It drops ");
        }
        if (kind.equals("OBJECT_SCHEMA")
                && names.stream().allMatch(parts -> review.script().createdSchema(parts.getLast()))) {
            return Stream.empty();
        }
        return Stream.of(finding(review, new Severity(INFO.level(), ""),
                "It runs " + review.statement().type().replace('_', ' '), ""));
    }

    private static Stream<Finding> tables(Review review, List<TableUse> tables, String verb) {
        var others = tables.stream().filter(table -> !table.created()).toList();
        if (others.isEmpty()) {
            return Stream.empty();
        }
        String names = others.stream().map(table -> table.written().toString()).collect(Collectors.joining(", "));
        boolean alone = others.stream().allMatch(
                table -> table.known().map(known -> known.dependents().isEmpty()).orElse(false));
        var severity = alone
                ? new Severity(Level.INFO, "On this target nothing depends on " + names + ".")
                : new Severity(INFO.level(), "");
        return Stream.of(finding(review, severity, verb + names,
                others.stream().map(BanDropTable::dependents).collect(Collectors.joining())));
    }

    private static Stream<Finding> commands(Review review) {
        if (!review.statement().node().equals("AlterTableStmt")
                || review.script().table(review.statement().tree().path("relation")).created()) {
            return Stream.empty();
        }
        var found = new ArrayList<Finding>();
        int index = 0;
        for (JsonNode item : review.statement().tree().path("cmds")) {
            var command = item.path("AlterTableCmd");
            if (command.path("behavior").asText().equals("DROP_CASCADE")
                    && command.path("subtype").asText().startsWith("AT_Drop")) {
                found.add(review.finding(INFO, new Severity(INFO.level(), ""), review.statement().command(index),
                        "It drops " + Identifiers.quoted(command.path("name").asText())
                                + " and, with CASCADE, what depends on it.",
                        ""));
            }
            index++;
        }
        return found.stream();
    }

    private static Finding finding(Review review, Severity severity, String what, String dependents) {
        return review.finding(INFO, severity, what + " and, with CASCADE, what depends on it." + dependents,
                review.statement().text().replaceFirst("(?i)\\s+cascade\\s*$", "")
                        + "; -- behind what depends on it, each by its name");
    }
}
