package dev.plangate.pipeline.rollouts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.db.DatabaseException;
import dev.plangate.db.Outbox;
import dev.plangate.db.Plans;
import dev.plangate.db.Projects;
import dev.plangate.db.Runs;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.db.row.StoredOutboxRow;
import dev.plangate.pipeline.TestDatabase;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.RolloutState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands on a real Postgres. */
class RolloutHandlerIT {
    private static final String PLAN = "projects/shop/plans/p";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.connect("mock://rollout-handler-it", Map.of());
    private static final CreateRollout COMMAND = CreateRollout.newBuilder().setId("a".repeat(64)).setPlan(PLAN)
            .setPlanStateVersion(1).setRun(1).setRevision(1).setCheckDigest("digest").build();

    private final TestDatabase postgres = new TestDatabase();
    private final RolloutHandler handler = new RolloutHandler(REGISTRY, new Runs(postgres.database()),
            new Outbox(postgres.database()), () -> {}, new SimpleMeterRegistry());

    @BeforeEach
    void aPlanThatWasChecked() {
        postgres.database().transaction(tx -> {
            new Projects().save(tx,
                    List.of(new ProjectRow("projects/shop", 1, ProjectSettings.getDefaultInstance(), false)));
            new Plans().save(tx, List.of(new PlanRow(0, PLAN, "projects/shop", 1,
                    Plan.newBuilder().setName(PLAN).setRevision(1).build(), PlanState.Liveness.LIVE, 1, "digest",
                    List.of(), 1, "")));
            new Runs(postgres.database()).save(tx,
                    List.of(new RunRow(PLAN, 1, 1, "digest", 1, CheckRun.Status.DONE, "", null, null, "")));
            return null;
        });
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    /** Trap 14: the mark on the plan, the rollout and its event are one transaction; none is there without the others. */
    @Test
    void aRolloutThatCannotBePublishedIsNotMarkedAndIsMadeWhenTheCommandComesAgain() {
        postgres.refuse("outbox", "new.topic = '%s'".formatted(Topics.ROLLOUTS.name()), "40001");
        assertThatThrownBy(this::apply).isInstanceOf(DatabaseException.class);
        assertThat(postgres.query("select rollout from plan")).containsExactly("");
        assertThat(postgres.query("select name from rollout")).isEmpty();

        postgres.refuseNothing();
        apply();
        assertThat(postgres.query("select rollout from plan")).containsExactly(PLAN + "/rollouts/1");
        assertThat(postgres.query("select plan from rollout")).containsExactly(PLAN);
        assertThat(postgres.query("select topic from outbox")).containsExactly(Topics.ROLLOUTS.name());
    }

    /** Trap 38: the answer that names the rollout is the last one; nothing is published over it. */
    @Test
    void theSameCommandAgainPublishesNothing() {
        apply();
        apply();
        assertThat(postgres.query("select topic from outbox")).containsExactly(Topics.ROLLOUTS.name());
    }

    /** Postgres knows no NUL. Nothing is decided by who asked and why, and the gate waits for its answer. */
    @Test
    void whoAskedAndWhyMayHoldWhatPostgresDoesNotTake() throws InvalidProtocolBufferException {
        apply(COMMAND.toBuilder().setRequester("users/\0ann").setOverrideReason("late\0night").build());

        assertThat(postgres.query("select requester from rollout")).containsExactly("users/\uFFFDann");
        assertThat(postgres.query("select override_reason from rollout")).containsExactly("late\uFFFDnight");
        assertThat(answers()).singleElement().satisfies(answer -> {
            assertThat(answer.getCreated().getRequester()).isEqualTo("users/\0ann");
            assertThat(answer.getCreated().getOverrideReason()).isEqualTo("late\0night");
        });
    }

    /** The gate sends a plan no other command before this one is answered. */
    @Test
    void aCommandThatIsBuriedIsAnswered() throws InvalidProtocolBufferException {
        bury(COMMAND);

        assertThat(answers()).singleElement().satisfies(answer -> {
            assertThat(answer.getPlan()).isEqualTo(PLAN);
            assertThat(answer.getRejected().getCommandId()).isEqualTo(COMMAND.getId());
            assertThat(answer.getRejected().getCode()).isEqualTo(RolloutState.Code.UNPROCESSABLE);
            assertThat(answer.getRejected().getReason()).isEqualTo("it cannot be stored: for the test");
        });
    }

    /** Trap 38: what is buried after the plan got its rollout is not answered over it. */
    @Test
    void aCommandThatIsBuriedAfterTheRolloutPublishesNothing() throws InvalidProtocolBufferException {
        apply();
        bury(COMMAND);
        assertThat(answers()).singleElement().satisfies(answer -> assertThat(answer.hasCreated()).isTrue());
    }

    private void apply() {
        apply(COMMAND);
    }

    private void apply(CreateRollout command) {
        postgres.database().transaction(tx -> {
            handler.apply(tx, List.of(record(command)));
            return null;
        });
    }

    private void bury(CreateRollout command) {
        postgres.database().transaction(tx -> {
            handler.buried(tx, record(command), "it cannot be stored: for the test");
            return null;
        });
    }

    private static ConsumerRecord<byte[], byte[]> record(CreateRollout command) {
        return new ConsumerRecord<>(Topics.ROLLOUT_COMMANDS.name(), 0, 0L, PLAN.getBytes(UTF_8),
                ProtobufSerde.of(Topics.ROLLOUT_COMMANDS, REGISTRY).serialize(Topics.ROLLOUT_COMMANDS.name(), command));
    }

    private List<RolloutState> answers() throws InvalidProtocolBufferException {
        int part = PlanPartition.of(PLAN, OutboxRow.PARTS);
        var answers = new ArrayList<RolloutState>();
        for (StoredOutboxRow stored : new Outbox(postgres.database()).read(part, 100, Long.MAX_VALUE)) {
            if (stored.row().topic().equals(Topics.ROLLOUTS.name())) {
                answers.add(RolloutState.parseFrom(stored.row().value()));
            }
        }
        return answers;
    }
}
