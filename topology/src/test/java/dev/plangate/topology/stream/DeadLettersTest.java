package dev.plangate.topology.stream;

import static dev.plangate.contract.Topics.APPROVALS;
import static dev.plangate.contract.Topics.CHECK_RUNS;
import static dev.plangate.contract.Topics.GATE_STATUS;
import static dev.plangate.contract.Topics.PLAN_STATES;
import static dev.plangate.contract.Topics.ROLLOUTS;
import static dev.plangate.contract.Topics.ROLLOUT_COMMANDS;
import static dev.plangate.contract.Topics.ROLLOUT_REQUESTS;
import static dev.plangate.topology.domain.Samples.approval;
import static dev.plangate.topology.domain.Samples.done;
import static dev.plangate.topology.domain.Samples.plan;
import static dev.plangate.topology.domain.Samples.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.Topic;
import dev.plangate.topology.domain.Samples;
import dev.plangate.v1.Approval;
import dev.plangate.v1.GateStatus;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trap 34: what cannot be read is kept, with its reason, and the partition goes on. */
class DeadLettersTest {
    private static final byte[] KEY = Samples.PLAN.getBytes(UTF_8);

    @TempDir
    private Path directory;

    private Broker broker;

    @BeforeEach
    void start() {
        broker = new Broker(directory, 1);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /** Trap 34: what cannot be read is kept, with its reason, and the partition goes on. */
    @ParameterizedTest
    @MethodSource("unreadable")
    void isKeptAndTheNextRecordIsRead(Topic<?> topic, byte[] key, byte[] value, String reason) {
        broker.raw(topic, key, value, none());
        broker.send(PLAN_STATES, plan(1, 1, 1).build());

        assertThat(broker.read(GATE_STATUS)).hasSize(1);
        assertThat(broker.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(value);
            assertThat(Broker.header(letter, RecordHeaders.DL_ERROR)).containsIgnoringCase(reason);
            assertThat(Broker.header(letter, RecordHeaders.DL_TOPIC)).isEqualTo(topic.name());
            assertThat(Broker.header(letter, RecordHeaders.DL_PARTITION)).isEqualTo("0");
            assertThat(Broker.header(letter, RecordHeaders.DL_OFFSET)).isEqualTo("0");
            assertThat(Broker.header(letter, RecordHeaders.DL_STAGE)).isEqualTo("gate");
            assertThat(letter.timestamp()).as("its retention begins now").isEqualTo(Broker.NOW.toEpochMilli());
        });
    }

    static Stream<Arguments> unreadable() {
        try (var bytes = new Framing()) {
            return Stream.of(
                    Arguments.of(PLAN_STATES, KEY, "{\"json\": 1}".getBytes(UTF_8), "magic byte"),
                    Arguments.of(APPROVALS, KEY, new byte[0], "0 bytes"),
                    Arguments.of(CHECK_RUNS, KEY, new byte[]{0, 0, 0, 0, 1, 0, (byte) 0xff, 1}, "payload"),
                    Arguments.of(PLAN_STATES, KEY, bytes.of(CHECK_RUNS, done(1, 1, 0).build()), "another message"),
                    Arguments.of(PLAN_STATES, null, bytes.of(PLAN_STATES, plan(1, 1, 1).build()), "key is absent"),
                    Arguments.of(PLAN_STATES, new byte[]{(byte) 0xc3, 0x28},
                            bytes.of(PLAN_STATES, plan(1, 1, 1).build()),
                            "not UTF-8"),
                    Arguments.of(PLAN_STATES, "plans/1".getBytes(UTF_8), bytes.of(PLAN_STATES, plan(1, 1, 1).build()),
                            "projects/"),
                    Arguments.of(PLAN_STATES, "projects/other/plans/add-index".getBytes(UTF_8),
                            bytes.of(PLAN_STATES, plan(1, 1, 1).build()), "the same"),
                    Arguments.of(PLAN_STATES, KEY, bytes.of(PLAN_STATES, plan(0, 1, 1).build()), "version"),
                    Arguments.of(APPROVALS, KEY,
                            bytes.of(APPROVALS,
                                    approval(1, Approval.Status.APPROVED, 1).setIssueStateValue(77).build()),
                            "issue_state"),
                    Arguments.of(ROLLOUT_REQUESTS, KEY,
                            bytes.of(ROLLOUT_REQUESTS, request(1, 1).setRequestId("again").build()), "request_id"),
                    Arguments.of(PLAN_STATES, KEY, null, "nothing is removed"),
                    Arguments.of(ROLLOUTS, KEY, null, "nothing is removed"));
        }
    }

    /** Trap 48: a producer with another partitioner. */
    @Test
    void aRecordInAnotherPartitionThanItsKeysNamesThePartitioner() {
        broker.close();
        broker = new Broker(directory.resolve("twelve"), 12);
        broker.send(PLAN_STATES, plan(1, 1, 1).build());
        assertThat(broker.read(GATE_STATUS)).isEmpty();
        assertThat(broker.deadLetters()).singleElement().satisfies(letter -> assertThat(
                Broker.header(letter, RecordHeaders.DL_ERROR)).contains("murmur2").contains("mod 12"));
    }

    @Test
    void ofALargeRecordTheHeadIsKept() throws NoSuchAlgorithmException {
        var large = new byte[1_000_000];
        Arrays.fill(large, (byte) 7);
        broker.raw(CHECK_RUNS, KEY, large, none());
        assertThat(broker.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).hasSize(DeadLetter.HEAD).containsOnly(7);
            assertThat(Broker.header(letter, RecordHeaders.DL_SIZE)).isEqualTo("1000000");
            assertThat(Broker.header(letter, RecordHeaders.DL_SHA256))
                    .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(large)));
        });
    }

    @Test
    void anApprovalThatCannotBeReadIsNotTakenForTheOneBeforeIt() {
        broker.send(PLAN_STATES, plan(1, 1, 1).build());
        broker.send(APPROVALS, approval(1, Approval.Status.APPROVED, 1).build());
        broker.send(APPROVALS, approval(2, Approval.Status.REVOKED, 1).setStatusValue(66).build());
        broker.send(CHECK_RUNS, done(1, 1, 0).build());
        assertThat(broker.deadLetters()).hasSize(1);
        assertThat(broker.read(ROLLOUT_COMMANDS)).isEmpty();
        assertThat(broker.read(GATE_STATUS)).last().extracting(GateStatus::getPhase)
                .isEqualTo(GateStatus.Phase.BLOCKED);

        broker.send(APPROVALS, approval(3, Approval.Status.APPROVED, 1).build());
        assertThat(broker.read(ROLLOUT_COMMANDS)).hasSize(1);
    }

    private static org.apache.kafka.common.header.internals.RecordHeaders none() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }
}
