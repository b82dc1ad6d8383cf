package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.v1.ReviewPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Parses and reviews sheets for tests; one parser for all of them. */
final class Sheets {
    private static final SheetParser PARSER = new SheetParser(1 << 21, 1 << 20, 1);

    /** The rules that RulesTest and CatalogRulesTest are about. What others find in the same SQL stands in their files of cases. */
    private static final Set<String> TOLD = Set.of("require-concurrent-index-creation", "changing-column-type",
            "adding-not-nullable-field", "adding-foreign-key-constraint", "constraint-missing-not-valid",
            "disallowed-unique-constraint", "adding-primary-key-constraint", "adding-field-with-default",
            "ban-drop-table", "ban-drop-schema", "ban-drop-column", "renaming-table");

    private Sheets() {}

    static ParsedSheet.Valid parse(String sql) {
        try {
            return switch (PARSER.parse("", sql, Duration.ofMinutes(2))) {
                case ParsedSheet.Valid valid -> valid;
                case ParsedSheet.Invalid invalid -> throw new AssertionError(sql + ": " + invalid.message());
                case ParsedSheet.Unparsed unparsed -> throw new AssertionError(sql + ": " + unparsed.reason());
            };
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Findings with a catalog, each as "line: rule LEVEL". */
    static List<String> review(String sql, Catalog catalog) {
        return review(sql, Optional.of(catalog), ReviewPolicy.getDefaultInstance());
    }

    /** Findings without a catalog, each as "line: rule". */
    static List<String> review(String sql) {
        return findings(sql, Optional.empty(), ReviewPolicy.getDefaultInstance()).stream()
                .filter(finding -> TOLD.contains(finding.rule().name()))
                .map(finding -> line(sql, finding) + ": " + finding.rule().name()).toList();
    }

    static List<String> review(String sql, Optional<Catalog> catalog, ReviewPolicy policy) {
        return findings(sql, catalog, policy).stream().filter(finding -> TOLD.contains(finding.rule().name()))
                .map(finding -> line(sql, finding) + ": " + finding.rule().name() + " " + finding.severity().level())
                .toList();
    }

    static List<Finding> findings(String sql, Optional<Catalog> catalog, ReviewPolicy policy) {
        return Reviewer.review(parse(sql), Policy.of(policy), catalog, Running.STATEMENT_BY_STATEMENT);
    }

    private static int line(String sql, Finding finding) {
        return parse(sql).source().position(finding.range().from()).line();
    }
}
