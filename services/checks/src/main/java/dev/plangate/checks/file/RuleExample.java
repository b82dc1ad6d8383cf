package dev.plangate.checks.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.v1.ReviewPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** What a rule's example shows: the engine is asked, so that no page says what it does not do. */
public final class RuleExample {
    private final FileChecker checker;

    public RuleExample(FileChecker checker) {
        this.checker = checker;
    }

    /** The dangerous script of a rule with what that rule finds in it, without a catalog; an empty text when it has none. */
    public CheckedFile of(RuleInfo rule) throws InterruptedException {
        var judging = rule.dialects().contains(Dialect.POSTGRES)
                ? new Judging(policy(rule), Running.STATEMENT_BY_STATEMENT, CatalogSource.NONE)
                : new Judging(policy(rule), Running.STATEMENT_BY_STATEMENT,
                        new MySqlFiles(rule.dialects().contains(Dialect.MYSQL) ? Dialect.MYSQL : Dialect.MARIADB,
                                MySqlCatalogSource.NONE));
        String sql = rule.example().dangerous();
        if (sql.isEmpty()) {
            return new CheckedFile("example", new SourceText(""), List.of());
        }
        try {
            var checked = checker.check("example", new ByteArrayInputStream(sql.getBytes(UTF_8)), judging);
            return new CheckedFile(checked.name(), checked.source(),
                    checked.findings().stream().filter(finding -> finding.rule().equals(rule)).toList());
        } catch (IOException | TargetProblem | NotTraced e) {
            throw new IllegalStateException("neither a file nor a target was asked", e);
        }
    }

    /** One that applies the rule also where it does not apply by itself. */
    private static Policy policy(RuleInfo rule) {
        var policy = ReviewPolicy.newBuilder();
        if (!rule.on()) {
            policy.addRulesBuilder().setRule(rule.name()).setLevel(ReviewPolicy.Level.valueOf(rule.level().name()));
        }
        return Policy.of(policy.build());
    }
}
