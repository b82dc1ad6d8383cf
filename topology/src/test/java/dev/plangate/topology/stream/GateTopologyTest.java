package dev.plangate.topology.stream;

import static dev.plangate.contract.Topics.APPROVALS;
import static dev.plangate.contract.Topics.CHECK_RUNS;
import static dev.plangate.contract.Topics.GATE_STATUS;
import static dev.plangate.contract.Topics.PLAN_STATES;
import static dev.plangate.contract.Topics.ROLLOUTS;
import static dev.plangate.contract.Topics.ROLLOUT_COMMANDS;
import static dev.plangate.contract.Topics.ROLLOUT_REQUESTS;
import static dev.plangate.topology.domain.Samples.approval;
import static dev.plangate.topology.domain.Samples.created;
import static dev.plangate.topology.domain.Samples.done;
import static dev.plangate.topology.domain.Samples.plan;
import static dev.plangate.topology.domain.Samples.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.RecordHeaders;
import dev.plangate.topology.domain.Samples;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.GateStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTopologyTest {
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

    /** Trap 37: a name that changes moves the changelog, and with it the state. */
    @Test
    void theTopologyIsTheOneThatIsWrittenDown() throws IOException {
        var properties = Broker.properties(directory);
        assertThat(properties.get(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG)).isEqualTo(true);
        assertThat(Broker.topology(properties, 12).describe().toString())
                .isEqualTo(Files.readString(Path.of("src/test/resources/expected_topology.txt"), UTF_8));
    }

    @Test
    void aPlanThatMayRollOutGivesOneCommand() {
        open();
        var commands = broker.written(ROLLOUT_COMMANDS.name());
        assertThat(commands).hasSize(1);
        var command = commands.getFirst();
        assertThat(new String(command.key(), UTF_8)).isEqualTo(Samples.PLAN);
        assertThat(UUID.fromString(Broker.header(command, RecordHeaders.EVENT_ID))).isNotNull();
        assertThat(command.timestamp()).as("now, not the time of the input").isEqualTo(Broker.NOW.toEpochMilli());
        assertThat(broker.read(GATE_STATUS)).extracting(GateStatus::getPhase).containsExactly(GateStatus.Phase.WAITING,
                GateStatus.Phase.BLOCKED, GateStatus.Phase.COMMANDED);
    }

    @Test
    void theTraceIsHandedOn() {
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders()
                .add(RecordHeaders.TRACEPARENT, "00-abc-def-01".getBytes(UTF_8))
                .add("something-else", new byte[]{1});
        broker.raw(PLAN_STATES, Samples.PLAN.getBytes(UTF_8), broker.framed(PLAN_STATES, plan(1, 1, 1).build()),
                headers);
        var status = broker.written(GATE_STATUS.name()).getFirst();
        assertThat(Broker.header(status, RecordHeaders.TRACEPARENT)).isEqualTo("00-abc-def-01");
        assertThat(status.headers().lastHeader("something-else")).isNull();
    }

    @Test
    void aRestartWithTheSameStoreRepeatsNothing() {
        open();
        var command = broker.read(ROLLOUT_COMMANDS).getFirst();
        var state = broker.store().get(Samples.PLAN);
        broker.close();

        broker = new Broker(directory.resolve("restored"), 1);
        broker.store().put(Samples.PLAN, state);
        open();
        assertThat(broker.read(ROLLOUT_COMMANDS)).isEmpty();
        assertThat(broker.read(GATE_STATUS)).isEmpty();

        broker.send(ROLLOUTS, created(command));
        broker.send(ROLLOUT_REQUESTS, request(1, 1).build());
        assertThat(broker.read(ROLLOUT_COMMANDS)).isEmpty();
        assertThat(broker.read(GATE_STATUS)).last().satisfies(status -> {
            assertThat(status.getPhase()).isEqualTo(GateStatus.Phase.ROLLED_OUT);
            assertThat(status.getLastRequest().getCode()).isEqualTo(GateStatus.Code.ALREADY_EXISTS);
        });
    }

    /** Trap 15: plan ids are unique per project; an approval and results of the one never open the gate of the other. */
    @Test
    void plansOfOneIdInTwoProjectsStayTwo() {
        var other = Samples.PLAN.replace("shop", "other");
        broker.send(PLAN_STATES, plan(1, 1, 1).build());
        broker.send(CHECK_RUNS, done(1, 1, 0).build());
        broker.send(PLAN_STATES, other, plan(1, 1, 1).setPlan(other).build());
        broker.send(APPROVALS, other, approval(1, Approval.Status.APPROVED, 1).setPlan(other).build());
        assertThat(broker.read(ROLLOUT_COMMANDS)).isEmpty();

        broker.send(CHECK_RUNS, other, done(1, 1, 0).setPlan(other).build());
        assertThat(broker.read(ROLLOUT_COMMANDS)).extracting(CreateRollout::getPlan).containsExactly(other);
        broker.send(APPROVALS, approval(1, Approval.Status.APPROVED, 1).build());
        assertThat(broker.read(ROLLOUT_COMMANDS)).extracting(CreateRollout::getPlan).containsExactly(Samples.PLAN);
    }

    @Test
    void theSameDecisionHasTheSameId() {
        open();
        var first = broker.read(ROLLOUT_COMMANDS);
        broker.close();
        broker = new Broker(directory.resolve("lost"), 1);
        open();
        assertThat(broker.read(ROLLOUT_COMMANDS)).extracting(CreateRollout::getId)
                .containsExactly(first.getFirst().getId());
    }

    @Test
    void anApprovalThatIsRemovedClosesTheGate() {
        broker.send(APPROVALS, approval(1, Approval.Status.APPROVED, 1).build());
        broker.raw(APPROVALS, Samples.PLAN.getBytes(UTF_8), null,
                new org.apache.kafka.common.header.internals.RecordHeaders());
        broker.send(PLAN_STATES, plan(1, 1, 1).build());
        broker.send(CHECK_RUNS, done(1, 1, 0).build());
        assertThat(broker.read(ROLLOUT_COMMANDS)).isEmpty();
        assertThat(broker.deadLetters()).isEmpty();
    }

    private void open() {
        broker.send(PLAN_STATES, plan(1, 1, 1).build());
        broker.send(CHECK_RUNS, done(1, 1, 0).build());
        broker.send(APPROVALS, approval(1, Approval.Status.APPROVED, 1).build());
    }
}
