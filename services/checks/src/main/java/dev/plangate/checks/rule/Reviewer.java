package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies the rules of a policy to a sheet. Pure. */
public final class Reviewer {
    private Reviewer() {}

    /**
     * All findings, in the order of the sheet.
     *
     * @param catalog of the target; empty = not at hand, and rules assume the worst
     */
    public static List<Finding> review(ParsedSheet.Valid sheet, Policy policy, Optional<Catalog> catalog,
            Running running) {
        return review(sheet, policy, catalog, running, Evidence.NONE);
    }

    /**
     * The same, with what else is known of the statements.
     *
     * @param catalog of the target; empty = not at hand, and rules assume the worst
     */
    public static List<Finding> review(ParsedSheet.Valid sheet, Policy policy, Optional<Catalog> catalog,
            Running running, Evidence evidence) {
        var rules = Rules.postgres().stream().filter(rule -> policy.applies(rule.info()))
                .filter(rule -> catalog.map(known -> rule.info().versions().contains(known.serverVersion() / 10_000))
                        .orElse(true))
                .toList();
        var script = new Script(catalog, running);
        var ahead = new Ahead(sheet);
        var exemptions = new Exemptions(sheet, policy);
        var findings = new ArrayList<Finding>();
        for (Statement statement : sheet.statements()) {
            var found = new ArrayList<Finding>();
            script.run(statement, one -> {
                var review = new Review(sheet, one, script, catalog, policy.sizes(), ahead);
                rules.stream().flatMap(rule -> rule.check(review)).map(policy::levelled).forEach(found::add);
            });
            findings.addAll(exemptions.left(statement, evidence.weigh(statement, found)));
        }
        findings.addAll(exemptions.behindTheLast());
        return findings;
    }
}
