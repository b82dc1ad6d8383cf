package dev.plangate.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.pipeline.Main;
import dev.plangate.pipeline.console.Session;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client commands against a running Plangate, as a user types them. */
class ConsoleIT {
    private static Standalone plangate;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        plangate = Standalone.start(new StandaloneOptions().checks(Given.engine()));
    }

    @AfterAll
    static void stop() {
        plangate.close();
    }

    @Test
    void a_plan_is_submitted_watched_and_explained() {
        String documents = """
                kind: Project
                name: projects/console
                settings: {requirePlanCheckNoError: true, requireIssueApproval: true}
                ---
                kind: Plan
                name: projects/console/plans/locale
                specs:
                  - changeDatabase:
                      targets: [instances/demo/databases/shop_eu, instances/demo/databases/shop_us]
                      sql: select 1
                """;
        assertThat(run(documents, "submit", "--json", "-")).as(err.toString()).isZero();
        assertThat(objects()).extracting(record -> record.get("kind").asText()).containsExactly("Project", "Sheet",
                "Plan");
        assertThat(objects().get(2).get("revision").asText()).isEqualTo("1");

        assertThat(run("", "watch", "console/locale", "--timeout", "60")).as(err.toString()).isEqualTo(3);
        assertThat(out.toString()).contains("run 1 of revision 1: DONE, 2 targets, no errors").contains(
                "instances/demo/databases/shop_us: no errors").contains("gate BLOCKED at revision 1");

        assertThat(run("""
                kind: Approval
                plan: projects/console/plans/locale
                issue: projects/console/issues/1
                issueState: OPEN
                status: APPROVED
                """, "submit", "-")).isZero();
        assertThat(out.toString()).contains("version 1").contains("plangate.approvals-");
        assertThat(run("", "watch", "console/locale", "--json", "--timeout", "60")).as(err.toString()).isZero();
        assertThat(objects().getLast().get("gateStatus").get("phase").asText()).isEqualTo("ROLLED_OUT");

        assertThat(run("", "explain", "projects/console/plans/locale")).isZero();
        assertThat(out.toString()).contains("ROLLED_OUT at revision 1")
                .contains("Rollout projects/console/plans/locale")
                .contains("run 1 of revision 1: DONE").contains("instances/demo/databases/shop_eu: no errors");
        assertThat(run("", "explain", "console/locale", "--json")).isZero();
        assertThat(objects().getFirst().get("checkResults")).hasSize(2);
    }

    @Test
    void numbers_that_are_left_out_are_read_from_the_topics() {
        String plan = "{kind: Plan, name: projects/console/plans/edited, specs: []}";
        assertThat(run(plan, "submit", "-")).as(err.toString()).isZero();

        assertThat(run(
                plan + "\n---\n" + plan
                        + "\n---\n{kind: Approval, plan: projects/console/plans/edited, status: APPROVED}",
                "submit", "--json", "-")).isZero();

        assertThat(objects()).extracting(record -> record.path("revision").asText()).startsWith("2", "3");
        assertThat(objects().getLast().get("version").asText()).isEqualTo("1");
    }

    @Test
    void nothing_is_published_when_anything_is_wrong() {
        assertThat(run("""
                {kind: Plan, name: projects/console/plans/never}
                ---
                {kind: CheckRequest, plan: projects/console/plans/unknown}
                """, "submit", "-")).isEqualTo(2);
        assertThat(err.toString()).contains("stdin:3:1: revision: plan projects/console/plans/unknown is not known");

        assertThat(run("", "explain", "console/never")).isEqualTo(3);
        assertThat(err.toString()).contains("No topic knows the plan projects/console/plans/never");
    }

    @Test
    void a_plan_that_never_comes_ends_the_watch_in_time() {
        assertThat(run("", "watch", "console/ghost", "--timeout", "1")).isEqualTo(4);
        assertThat(err.toString()).contains("plangate explain projects/console/plans/ghost");
    }

    @Test
    void topics_that_exist_are_compared() {
        assertThat(run("", "topics", "--replication-factor", "1")).as(err.toString()).isZero();
        assertThat(run("", "topics", "--partitions", "7", "--replication-factor", "1")).isEqualTo(1);
        assertThat(err.toString()).contains("plangate.plans").doesNotContain("\tat ");
    }

    /** Runs a command with output of its own. */
    private int run(String in, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Session session = new Session(Map.of("PLANGATE_BOOTSTRAP_SERVERS", plangate.bootstrapServers(),
                "PLANGATE_SCHEMA_REGISTRY_URL", plangate.registryUrl()), false,
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), Clock.systemUTC());
        return Main.run(session, new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private List<JsonNode> objects() {
        ObjectMapper mapper = new ObjectMapper();
        return out.toString().lines().map(line -> {
            try {
                return mapper.readTree(line);
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new AssertionError(line, e);
            }
        }).toList();
    }
}
