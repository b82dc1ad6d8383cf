package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.MySqlStatement;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.rule.Exemptions;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.rule.SheetFindings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies the rules of a policy to a sheet of MySQL or MariaDB. Pure. */
public final class MySqlReviewer {
    private MySqlReviewer() {}

    /**
     * All findings, in the order of the text. A sheet that could not be parsed has exactly one, an error.
     *
     * @param catalog of the target; empty = not at hand, and rules assume the worst
     * @param asked what the server said of ALTER TABLEs on an empty copy, by the statement's index
     */
    public static List<Finding> review(MySqlSheet sheet, Policy policy, Optional<MySqlCatalog> catalog,
            Running running, Map<Integer, Effect> asked) {
        return switch (sheet) {
            case MySqlSheet.Refused(var why) -> List.of(SheetFindings.of(why));
            case MySqlSheet.Valid valid -> review(valid, policy, catalog, running, asked);
        };
    }

    private static List<Finding> review(MySqlSheet.Valid sheet, Policy policy, Optional<MySqlCatalog> catalog,
            Running running, Map<Integer, Effect> asked) {
        var rules = MySqlRules.all().stream().filter(rule -> policy.applies(rule.info())).toList();
        var script = new MySqlScript(catalog, running);
        var exemptions = new Exemptions(sheet.source(),
                sheet.statements().stream().map(MySqlStatement::range).toList(), sheet::comments, policy);
        var findings = new ArrayList<Finding>();
        for (MySqlStatement statement : sheet.statements()) {
            var review = new MySqlReview(sheet, statement, script, catalog, policy.sizes(), asked);
            var found = rules.stream().flatMap(rule -> rule.check(review)).map(policy::levelled).toList();
            findings.addAll(exemptions.left(statement.index(), found));
            script.apply(statement);
        }
        findings.addAll(exemptions.behindTheLast());
        findings.sort(Comparator.comparingInt(finding -> finding.range().from()));
        return findings;
    }
}
