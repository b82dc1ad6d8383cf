package dev.plangate.pipeline.rollouts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.db.DatabaseException;
import dev.plangate.db.Outbox;
import dev.plangate.db.Plans;
import dev.plangate.db.Projects;
import dev.plangate.db.Runs;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.pipeline.TestDatabase;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.ProjectSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

    private void apply() {
        var command = new ConsumerRecord<>(Topics.ROLLOUT_COMMANDS.name(), 0, 0L, PLAN.getBytes(UTF_8),
                ProtobufSerde.of(Topics.ROLLOUT_COMMANDS, REGISTRY).serialize(Topics.ROLLOUT_COMMANDS.name(), COMMAND));
        postgres.database().transaction(tx -> {
            handler.apply(tx, List.of(command));
            return null;
        });
    }
}
