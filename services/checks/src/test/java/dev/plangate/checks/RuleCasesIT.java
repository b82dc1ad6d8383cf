package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.RuleCase;
import dev.plangate.checks.rule.RuleCasesTest;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each rule finds on a real server, with its catalog: the cases "on a server" of its file. */
class RuleCasesIT {
    private static final CheckEngine ENGINE = CheckEngine
            .open(Instances.of(List.of(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 4))));

    @BeforeAll
    static void database() throws SQLException {
        Shop.run(Shop.SERVER, "postgres", "create database cases");
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    static Stream<RuleCase> cases() {
        return RuleCase.all().stream().filter(one -> one.kind() == RuleCase.Kind.SERVER);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsThatAndNoMore(RuleCase one) throws Exception {
        Shop.run(Shop.SERVER, "cases", "drop schema public cascade", "create schema public", one.given());

        var outcomes = ENGINE.check(new CheckJob("instances/main/databases/cases", "projects/shop", "0".repeat(64),
                one.sql(), RuleCasesTest.policy(one.rule()), Set.of(CheckType.STATEMENT_ADVISE),
                Duration.ofSeconds(30)));

        assertThat(outcomes).noneMatch(outcome -> outcome.getCode() > 0 && outcome.getCode() < 1000);
        assertThat(one.told(outcomes.stream().filter(outcome -> outcome.getTitle().equals(one.rule()))
                .map(RuleCasesIT::line).toList())).containsExactlyElementsOf(one.found());
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
