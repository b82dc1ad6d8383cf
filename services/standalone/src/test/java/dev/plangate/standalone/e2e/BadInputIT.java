package dev.plangate.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import dev.plangate.v1.Plan;
import dev.plangate.v1.RolloutState;
import dev.plangate.v1.Sheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trap 34: what cannot be used ends in a dead letter that names the cause, and the plan behind it is not held up. */
class BadInputIT {
    private static Standalone plangate;
    private static Upstream upstream;

    @BeforeAll
    static void start() {
        plangate = Standalone.start(new StandaloneOptions().checks(Given.engine()));
        upstream = new Upstream(plangate.bootstrapServers(), plangate.registryUrl());
        upstream.publish(Given.project("shop", false, true)).publishSheet(Given.FINE).flush();
    }

    @AfterAll
    static void stop() {
        upstream.close();
        plangate.close();
    }

    /** Trap 34: a dead letter that names the cause, and the plan behind it is not held up. */
    @Test
    void unparseableBytes() {
        String name = Given.plan("shop", "unparseable");
        upstream.publishBytes(Topics.PLANS, name, new byte[]{1, 2, 3});
        assertDeadLetter(Topics.PLANS, name, "magic");
        assertNotHeldUp(name);
    }

    @Test
    void payloadCutShort() {
        String name = Given.plan("shop", "cut");
        byte[] bytes = upstream.bytes(Topics.PLANS, Given.plan(name, 1, Given.FINE));
        upstream.publishBytes(Topics.PLANS, name, java.util.Arrays.copyOf(bytes, bytes.length - 7));
        assertDeadLetter(Topics.PLANS, name, "");
        assertNotHeldUp(name);
    }

    @Test
    void unknownEnum() {
        String name = Given.plan("shop", "unknown-enum");
        upstream.publish(Given.plan(name, 1, Given.FINE).toBuilder().setStateValue(77).build());
        assertDeadLetter(Topics.PLANS, name, "state");
        assertNotHeldUp(name);
    }

    @Test
    void unknownKindOfSpec() {
        String name = Given.plan("shop", "unknown-kind");
        upstream.publish(Plan.newBuilder().setName(name).setRevision(1).setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("s")).build());
        assertDeadLetter(Topics.PLANS, name, "specs");
        assertNotHeldUp(name);
    }

    @Test
    void nameThatBreaksThePattern() {
        String name = "projects/Shop!/plans/x";
        upstream.publish(Given.plan(name, 1, Given.FINE));
        assertDeadLetter(Topics.PLANS, name, "projects/");
        assertNotHeldUp(Given.plan("shop", "after-bad-name"));
    }

    @Test
    void keyOfAnotherPlan() {
        String name = Given.plan("shop", "key");
        upstream.publish(Topics.PLANS, name, Given.plan(Given.plan("shop", "other"), 1, Given.FINE));
        assertDeadLetter(Topics.PLANS, name, "other");
    }

    @Test
    void revisionThatGoesBackwards() {
        String name = Given.plan("shop", "backwards");
        upstream.publish(Given.plan(name, 5, Given.FINE)).publish(Given.plan(name, 4, Given.FINE));
        assertDeadLetter(Topics.PLANS, name, "revision: got 4");
        upstream.publish(Given.open(name));
        assertRolledOut(name, 5);
    }

    @Test
    void sameRevisionWithOtherContent() {
        String name = Given.plan("shop", "twice");
        upstream.publish(Given.plan(name, 1, Given.FINE))
                .publish(Given.plan(name, 1, Given.FINE).toBuilder().setTitle("other").build());
        assertDeadLetter(Topics.PLANS, name, "other content");
    }

    @Test
    void sheetThatDoesNotMatchItsHash() {
        String key = "0".repeat(64);
        upstream.publish(Topics.SHEETS, key, Sheet.newBuilder().setText("select 2").build());
        assertDeadLetter(Topics.SHEETS, key, Given.sha256("select 2"));
    }

    /** Trap 48: a producer with another partitioner is told so. */
    @Test
    void trap48WrongPartitionerIsNamed() {
        String name = Given.plan("shop", "wrong-partition");
        int wrong = (PlanPartition.of(name, Topics.DEFAULT_PARTITIONS) + 1) % Topics.DEFAULT_PARTITIONS;
        upstream.publishInto(Topics.PLANS, wrong, name, upstream.bytes(Topics.PLANS, Given.plan(name, 1, Given.FINE)));
        assertDeadLetter(Topics.PLANS, name, "murmur2");
        assertNotHeldUp(name);
    }

    @Test
    void requestForAPlanThatIsNotThere() {
        String name = Given.plan("shop", "nobody-knows");
        upstream.publish(Given.runAgain(name, 1));
        assertDeadLetter(Topics.CHECK_REQUESTS, name, "not known");
    }

    @Test
    void textThatPostgresRefusesTakesNobodyWithIt() {
        String name = Given.plan("shop", "nul");
        upstream.publish(Given.plan(name, 1, Given.FINE).toBuilder().setTitle("a\u0000b").build());
        assertNotHeldUp(Given.plan("shop", "after-nul"));
    }

    private static void assertDeadLetter(Topic<?> topic, String key, String reason) {
        upstream.flush();
        try (var letters = Seen.raw(plangate.bootstrapServers(), Topics.DEAD_LETTERS)) {
            var letter = letters
                    .until("a dead letter for " + key, all -> all.stream().anyMatch(l -> l.key().equals(key)))
                    .stream().filter(l -> l.key().equals(key)).findFirst().orElseThrow();
            assertThat(letter.header(RecordHeaders.DL_TOPIC)).isEqualTo(topic.name());
            assertThat(letter.header(RecordHeaders.DL_ERROR)).contains(reason);
            assertThat(letter.header(RecordHeaders.DL_OFFSET)).isNotEmpty();
        }
    }

    /** A good revision of the same plan, in the same partition, goes all the way. */
    private static void assertNotHeldUp(String name) {
        upstream.publish(Given.plan(name, 1, Given.FINE)).publish(Given.open(name));
        assertRolledOut(name, 1);
    }

    private static void assertRolledOut(String name, long revision) {
        upstream.flush();
        try (var rollouts = Seen.of(plangate.bootstrapServers(), Topics.ROLLOUTS)) {
            RolloutState state = rollouts
                    .until("a rollout for " + name, all -> all.stream().anyMatch(r -> r.key().equals(name)))
                    .stream().filter(r -> r.key().equals(name)).findFirst().orElseThrow().value();
            assertThat(state.getCreated().getRevision()).isEqualTo(revision);
        }
    }
}
