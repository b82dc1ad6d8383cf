package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.mariadb.MariaDbServer;
import dev.plangate.checks.mysql.MySqlSheets;
import dev.plangate.checks.mysql.MySqlStatement;
import dev.plangate.checks.mysql.rule.MySqlRuleCasesTest;
import dev.plangate.checks.rule.RuleCase;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each rule finds on a real MariaDB, with its catalog: the cases "on a server" of its file, by the manuals and by the server's own word. */
class MySqlRuleCasesIT {
    private static final String SCRATCH = "cases_scratch";
    private static CheckEngine engine;

    @BeforeAll
    static void server() throws SQLException {
        var server = MariaDbServer.shared();
        server.database(SCRATCH);
        engine = CheckEngine.open(Instances.of(List.of(instance("plain", server, Optional.empty()),
                instance("asking", server, Optional.of(SCRATCH)))));
    }

    private static Instance instance(String name, MariaDbServer server, Optional<String> scratch) {
        return new Instance(name, Engine.MARIADB, "test", server.url(Instance.PLACEHOLDER), "root", new Secret.None(),
                Set.of("*"), 4, false, scratch);
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    static Stream<RuleCase> cases() {
        return MySqlRuleCasesTest.all().filter(one -> one.kind() == RuleCase.Kind.SERVER);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsThatAndNoMore(RuleCase one) throws Exception {
        MariaDbServer.shared().database("cases",
                MySqlSheets.parse(Dialect.MARIADB, one.given()).statements().stream().map(MySqlStatement::text)
                        .toArray(String[]::new));

        assertThat(found("plain", one)).containsExactlyElementsOf(one.found());
        assertThat(found("asking", one)).containsExactlyElementsOf(one.found());
        assertThat(MariaDbServer.shared().query(SCRATCH, "show tables")).isEmpty();
    }

    private static List<String> found(String instance, RuleCase one) throws InterruptedException {
        var outcomes = engine.check(new CheckJob("instances/" + instance + "/databases/cases", "projects/shop",
                "0".repeat(64), one.sql(), ReviewPolicy.getDefaultInstance(), Set.of(CheckType.STATEMENT_ADVISE),
                Duration.ofSeconds(60)));
        assertThat(outcomes).noneMatch(outcome -> outcome.getCode() > 0 && outcome.getCode() < 1000);
        return one.told(outcomes.stream().filter(outcome -> outcome.getTitle().equals(one.rule()))
                .map(MySqlRuleCasesIT::line).toList());
    }

    private static String line(CheckOutcome outcome) {
        var at = outcome.getReview().getStart();
        return at.getLine() + ":" + at.getColumn() + " " + switch (outcome.getStatus()) {
            case SUCCESS -> "INFO";
            case WARNING -> "WARNING";
            case ERROR -> "ERROR";
            case STATUS_UNSPECIFIED, UNRECOGNIZED -> throw new AssertionError(outcome);
        };
    }
}
