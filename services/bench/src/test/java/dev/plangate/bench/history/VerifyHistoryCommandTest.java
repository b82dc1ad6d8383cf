package dev.plangate.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.bench.history.model.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyHistoryCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void greenIsZero() {
        GoodHistory.draft().write(directory);

        assertThat(run(directory.toString())).isZero();
        assertThat(out.toString()).contains("green: every promise was kept", "2 faults: {kill=1, pause=1}");
        assertThat(err.toString()).contains("reading topics/plangate.check-runs.jsonl", "judging ForbiddenRollouts");
    }

    @Test
    void redIsOneAndTellsWhatWasBrokenWithItsRecords() throws IOException {
        Draft draft = GoodHistory.draft();
        BadRuns.all().getFirst().happens().accept(draft);
        draft.write(directory);

        assertThat(run(directory.toString(), "--json")).isOne();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("green").asBoolean()).isFalse();
        assertThat(json.get("duplicates").asLong()).isOne();
        for (String count : new String[]{"lost", "reordered", "stale_results", "forbidden_rollouts", "stuck",
                "poison_without_letter"}) {
            assertThat(json.get(count).asLong()).as(count).isZero();
        }
        assertThat(json.get("requests").asLong()).isEqualTo(26);
        JsonNode violation = json.get("violations").get(0);
        assertThat(violation.get("subject").asText()).isEqualTo("projects/strict/plans/approved");
        assertThat(violation.get("what").asText()).isEqualTo("run 1 has 2 terminal events: [DONE, CANCELED]");
        assertThat(violation.get("proof")).hasSize(2);
        assertThat(violation.get("proof").get(0).asText()).startsWith("plangate.check-runs-");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void ofManyViolationsTheFirstOfEachPromiseComesFirst() {
        Draft draft = GoodHistory.draft();
        for (int i = 1; i <= 30; i++) {
            draft.rows("plan").add(Json.object("id", 1000 + i, "name", "projects/strict/plans/no-" + i));
            draft.send("plan", Topic.PLANS, "projects/strict/plans/no-" + i,
                    Story.plan("projects/strict/plans/no-" + i, 1, "ACTIVE", "a"));
        }
        draft.rows("outbox").add(Json.object("id", 1, "topic", "plangate.check-runs"));

        HistoryVerdict verdict = Verifier.verify(draft.write(directory));

        assertThat(verdict.violations()).hasSize(31);
        assertThat(verdict.first(20)).hasSize(20);
        assertThat(verdict.first(2)).extracting(v -> v.promise().name())
                .containsExactly("EACH_REVISION_GETS_A_RUN", "THE_OUTBOX_DRAINS");
        assertThat(verdict.text()).contains("... and 11 more");
    }

    @Test
    void whatIsNoHistoryIsTwo() throws IOException {
        assertThat(run(directory.resolve("absent").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is no directory");

        GoodHistory.draft().write(directory);
        Files.writeString(directory.resolve("sent.jsonl"), "no json");
        assertThat(run(directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be judged", "sent.jsonl:1: not JSON");

        assertThat(run()).isEqualTo(2);
    }

    @Test
    void helpShowsAnExample() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Example: plangate verify-history");
    }

    private int run(String... arguments) {
        return new CommandLine(new VerifyHistoryCommand()).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
