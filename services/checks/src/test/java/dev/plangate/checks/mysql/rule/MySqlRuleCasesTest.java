package dev.plangate.checks.mysql.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.mysql.MySqlSheets;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.RuleCase;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.v1.ReviewPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each rule of MySQL and MariaDB finds and leaves alone without a catalog: its file of cases. */
public class MySqlRuleCasesTest {
    /** The cases of all of them, those on a server too. */
    public static Stream<RuleCase> all() {
        return MySqlRules.infos().stream().flatMap(rule -> RuleCase.in("mysql/", rule.name()).stream());
    }

    static Stream<RuleCase> cases() {
        return all().filter(one -> one.kind() != RuleCase.Kind.SERVER);
    }

    static Stream<RuleInfo> rules() {
        return MySqlRules.infos().stream();
    }

    /** The server that a case is for: the one that its title names, or MySQL. */
    private static Dialect dialect(RuleCase one) {
        return one.title().contains("MariaDB") || one.sql().contains("wait") ? Dialect.MARIADB : Dialect.MYSQL;
    }

    private static List<Finding> review(Dialect dialect, String sql, Running running) {
        return MySqlReviewer.review(MySqlSheets.parse(dialect, sql), Policy.of(ReviewPolicy.getDefaultInstance()),
                Optional.empty(), running, Map.of());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsThatAndNoMore(RuleCase one) {
        var running = one.kind() == RuleCase.Kind.TRANSACTION
                ? Running.ONE_TRANSACTION
                : Running.STATEMENT_BY_STATEMENT;
        var source = MySqlSheets.parse(dialect(one), one.sql()).source();
        var findings = review(dialect(one), one.sql(), running).stream()
                .filter(finding -> finding.rule().name().equals(one.rule())).toList();

        assertThat(one.told(findings.stream().map(finding -> {
            var at = source.position(finding.range().from());
            return at.line() + ":" + at.column() + " " + finding.severity().level();
        }).toList())).containsExactlyElementsOf(one.found());
        for (Finding finding : findings) {
            assertThat(finding.message()).endsWith(".");
            if (!finding.rewrite().contains("...")) {
                MySqlSheets.parse(dialect(one), finding.rewrite());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void hasCasesAnExampleAndAdvice(RuleInfo rule) {
        var cases = RuleCase.in("mysql/", rule.name());
        assertThat(cases).as("cases/mysql/%s.cases", rule.name()).extracting(RuleCase::kind)
                .contains(RuleCase.Kind.SERVER, RuleCase.Kind.FINDS, RuleCase.Kind.SILENT);
        assertThat(cases).allMatch(one -> one.kind() != RuleCase.Kind.FINDS || !one.found().isEmpty())
                .allMatch(one -> one.kind() != RuleCase.Kind.SILENT || one.found().isEmpty());
        assertThat(rule.instead()).endsWith(".");
        assertThat(review(Dialect.MYSQL, rule.example().dangerous(), Running.STATEMENT_BY_STATEMENT))
                .extracting(Finding::rule).contains(rule);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatOneRuleAdvisesNoOtherFinds(RuleInfo rule) {
        assertThat(review(Dialect.MYSQL, rule.example().safe(), Running.STATEMENT_BY_STATEMENT).stream()
                .map(finding -> finding.rule().name()))
                .allMatch(name -> name.equals("metadata-lock-queue") || name.equals("ignore-comment"));
    }
}
