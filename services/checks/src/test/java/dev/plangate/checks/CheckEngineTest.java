package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the engine answers without asking a target. */
class CheckEngineTest {
    private static final Instance CLOSED = new Instance("closed", Engine.POSTGRES, "",
            "jdbc:postgresql://localhost:1/{database}", "u", new Secret.None(),
            Set.of("projects/other"), 1);
    private static final Instance OPEN = new Instance("open", Engine.POSTGRES, "",
            "jdbc:postgresql://localhost:1/{database}", "u", new Secret.None(),
            Set.of("*"), 1);
    private static final Instance MYSQL = new Instance("mysql", Engine.MYSQL, "", "jdbc:mysql://localhost:1/{database}",
            "u", new Secret.None(), Set.of("*"), 1);
    private static final Instance ORACLE = new Instance("oracle", Engine.ORACLE, "",
            "jdbc:oracle:thin:@//localhost:1/{database}", "u", new Secret.None(), Set.of("*"), 1);
    private static final CheckEngine ENGINE = CheckEngine.open(Instances.of(List.of(CLOSED, OPEN, MYSQL, ORACLE)));
    private static final Set<CheckType> TYPES = Set.of(CheckType.STATEMENT_ADVISE, CheckType.STATEMENT_SUMMARY_REPORT);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static List<CheckOutcome> check(String target, String sql, Set<CheckType> types)
            throws InterruptedException {
        return ENGINE.check(new CheckJob(target, "projects/shop", "f".repeat(64), sql,
                ReviewPolicy.getDefaultInstance(), types, Duration.ofMinutes(2)));
    }

    private static void assertErrors(List<CheckOutcome> outcomes, String content) {
        assertThat(outcomes).hasSize(2).allSatisfy(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(CheckOutcome.Status.ERROR);
            assertThat(outcome.getContent()).contains(content);
            assertThat(outcome.getSheetSha256()).isEqualTo("f".repeat(64));
        });
    }

    @Test
    void anUnknownInstance() throws Exception {
        assertErrors(check("instances/nowhere/databases/d", "select 1", TYPES),
                "instances.yaml has no instance nowhere");
    }

    @Test
    void aProjectThatIsNotAllowed() throws Exception {
        assertErrors(check("instances/closed/databases/d", "select 1", TYPES),
                "Instance closed is closed to projects/shop");
    }

    @Test
    void anEngineThatIsNotSupported() throws Exception {
        assertErrors(check("instances/oracle/databases/d", "select 1", TYPES), "engine ORACLE is not supported yet");
    }

    @Test
    void aTargetOfMySqlThatNobodyAnswersFor() throws Exception {
        assertErrors(check("instances/mysql/databases/d", "select 1", TYPES), "mysql cannot be reached");
    }

    @Test
    void aSheetThatIsNotMySql() throws Exception {
        var outcomes = check("instances/mysql/databases/d", "select 1;\nselec 2", TYPES);
        assertThat(outcomes).extracting(CheckOutcome::getTitle).containsExactly("syntax-error", "SQL was not reviewed");
        assertThat(outcomes).extracting(CheckOutcome::getStatus).containsOnly(CheckOutcome.Status.ERROR);
    }

    @Test
    void aTargetThatIsNone() throws Exception {
        assertErrors(check("instances/open", "select 1", TYPES), "instances");
    }

    /** Trap 18: a sheet that is too large to be reviewed is an ERROR of each check, not a warning that passes. */
    @Test
    void aSheetOverTheLimit() throws Exception {
        for (String instance : List.of("open", "mysql")) {
            assertErrors(check("instances/" + instance + "/databases/d", "select 1;".repeat(300_000), TYPES),
                    "the limit is 2097152");
        }
    }

    @Test
    void ghostOnPostgres() throws Exception {
        var outcomes = check("instances/open/databases/d", "select 1", Set.of(CheckType.GHOST_SYNC));
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.getFirst().getTitle()).isEqualTo("gh-ost works on MySQL only");
    }

    @Test
    void aDirectiveOfGhostOnPostgresIsAMistakeEvenIfNobodyAsks() throws Exception {
        var outcomes = check("instances/open/databases/d", "selec 1;\n-- gh-ost = {\"max-lag-millis\": 1500}",
                Set.of(CheckType.STATEMENT_ADVISE));
        assertThat(outcomes).extracting(CheckOutcome::getTitle).containsExactly("syntax-error",
                "gh-ost works on MySQL only");
    }

    @Test
    void onMySqlNothingIsSaidOfGhostUnlessSomebodyAsks() throws Exception {
        assertThat(check("instances/mysql/databases/d", "-- gh-ost is nice\nselect 1", TYPES)).hasSize(2);
        assertThat(check("instances/mysql/databases/d", "-- gh-ost = {}\nselect 1", TYPES))
                .extracting(CheckOutcome::getTitle).containsExactly("Target cannot be used", "Target cannot be used",
                        "gh-ost cannot carry the sheet out");
    }

    @Test
    void aSyntaxErrorHasLineAndColumn() throws Exception {
        var outcomes = check("instances/open/databases/d", "select 1;\n\tselec 2;", TYPES);
        var error = outcomes.getFirst();
        assertThat(error.getTitle()).isEqualTo("syntax-error");
        assertThat(error.getCode()).isEqualTo(1000);
        assertThat(error.getReview().getStart().getLine()).isEqualTo(2);
        assertThat(error.getReview().getStart().getColumn()).isEqualTo(2);
        assertErrors(List.of(outcomes.getLast(), outcomes.getLast()), "not valid SQL");
    }

    @Test
    void aFunctionCanBeAnEngine() throws Exception {
        var outcome = CheckOutcome.newBuilder().setTitle("free").build();
        try (var engine = CheckEngine.of(_ -> List.of(outcome))) {
            assertThat(engine.check(
                    new CheckJob("t", "p", "s", "", ReviewPolicy.getDefaultInstance(), TYPES, Duration.ofSeconds(1))))
                    .containsExactly(outcome);
        }
    }
}
