package dev.plangate.bench.history;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plangate.bench.history.model.Topic;
import dev.plangate.bench.history.read.UnreadableHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryReaderTest {
    @TempDir
    Path directory;

    @BeforeEach
    void aHistory() {
        GoodHistory.draft().write(directory);
    }

    @Test
    void aLineThatIsCutOffIsToldByFileAndLine() throws IOException {
        int lines = append("topics/plangate.check-runs.jsonl", "{\"partition\":0,\"off");

        assertThat(problems()).singleElement().asString()
                .startsWith("topics/plangate.check-runs.jsonl:" + (lines + 1) + ": not JSON: ");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [1]                                                                                     | : wanted an object, got [1]
            {} {}                                                                                   | : not JSON:
            {"partition":0,"partition":1}                                                           | : not JSON:
            {"offset":99999}                                                                        | : partition: missing
            {"partition":"zero","offset":99999}                                                     | : partition: wanted a whole number, got "zero"
            {"partition":0,"offset":99999,"key":7}                                                  | : key: wanted a text, got 7
            {"partition":0,"offset":99999,"key":"k","value":{"plan":"k","run":"many"}}              | : run: wanted a whole number, got "many"
            {"partition":0,"offset":99999,"key":"k","value":{"plan":"k","totals":[]}}               | : wanted an object, got []
            {"partition":0,"offset":10,"key":"k","value":{"plan":"k"}}                              | : offset: 10 comes after
            """)
    void aLineThatIsNoRecordIsToldByFileAndLine(String line, String problem) throws IOException {
        int lines = append(Draft.file(Topic.CHECK_RUNS), line);

        assertThat(problems()).singleElement().asString()
                .startsWith("topics/plangate.check-runs.jsonl:" + (lines + 1) + problem);
    }

    @Test
    void allProblemsAreToldAtOnceAndNoMoreThanAnyoneReads() throws IOException {
        append("sent.jsonl", "x");
        append("tables/rollout.jsonl", "y");
        assertThat(problems()).hasSize(2);

        append("topics/plangate.plans.jsonl", "z\n".repeat(500));
        assertThat(problems()).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({"sent.jsonl", "topics/plangate.rollouts.jsonl", "topics/plangate.dead-letters.jsonl",
            "tables/plan_check_run.jsonl", "tables/outbox.jsonl"})
    void aFileThatIsMissingIsNotTakenForAnEmptyOne(String file) throws IOException {
        Files.delete(directory.resolve(file));

        assertThat(problems()).containsExactly(file + ": missing; a history holds it, be it empty");
    }

    @Test
    void anotherFormatIsNotGuessedAt() throws IOException {
        Files.writeString(directory.resolve("meta.json"), "{\"format\":2}");
        assertThat(problems()).containsExactly("meta.json: format: wanted 1, got 2");

        Files.delete(directory.resolve("meta.json"));
        assertThat(problems()).singleElement().asString().startsWith("meta.json: cannot be read: ");
    }

    @Test
    void aRunOfAPlanThatIsInNoTableIsToldByFileAndLine() throws IOException {
        int lines = append("tables/plan_check_run.jsonl", "{\"plan_id\":777,\"run\":1,\"fence\":1}");

        assertThat(problems()).containsExactly(
                "tables/plan_check_run.jsonl:" + (lines + 1) + ": plan_id: no plan has the id 777");
    }

    @Test
    void whatMayBeMissingMayBeMissing() throws IOException {
        for (String file : List.of("faults.jsonl", "claims.jsonl", "topics/plangate.outbox-progress.jsonl",
                "topics/plangate.approval-requirements.jsonl")) {
            Files.deleteIfExists(directory.resolve(file));
        }

        assertThat(Verifier.verify(directory).isGreen()).isTrue();
    }

    private int append(String file, String line) throws IOException {
        Path path = directory.resolve(file);
        int lines = Files.readAllLines(path).size();
        Files.writeString(path, line + "\n", APPEND);
        return lines;
    }

    private List<String> problems() {
        return catchThrowableOfType(UnreadableHistory.class, () -> Verifier.verify(directory)).problems();
    }
}
