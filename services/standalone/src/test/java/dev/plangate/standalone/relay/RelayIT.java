package dev.plangate.standalone.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.pipeline.relay.RelayStep;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.standalone.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay on a real broker and a real Postgres: each row once, in order per key, whatever happens to relays. */
class RelayIT {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final int PARTS = 8;
    private static final int ROWS = 800;

    @TempDir
    static Path dir;
    private static RelayWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new RelayWorld(dir);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** Trap 29: a late commit with a lower id is published. */
    @Test
    void transactionThatCommitsLateWithALowerIdIsPublished() throws Exception {
        try (var deployment = world.deployment(); var late = deployment.connection()) {
            late.setAutoCommit(false);
            try (var statement = late.prepareStatement("insert into outbox (part, topic, key) values (?, ?, ?)")) {
                statement.setInt(1, PlanPartition.of(deployment.keyPrefix(), OutboxRow.PARTS));
                statement.setString(2, Topics.PLAN_STATES.name());
                statement.setBytes(3, deployment.keyPrefix().getBytes(UTF_8));
                statement.execute();
            }
            deployment.relay(SHORT, RelaySteps.NONE);
            deployment.append(ROWS);
            deployment.awaitEmptyOutbox();

            late.commit();
            deployment.awaitEmptyOutbox();

            deployment.assertPublishedOnceInOrder();
            assertThat(world.records(Topics.PLAN_STATES.name()))
                    .filteredOn(record -> RelayWorld.text(record.key()).equals(deployment.keyPrefix()))
                    .singleElement().satisfies(record -> assertThat(record.value()).isNull());
        }
    }

    /** Trap 45: ids that a restored database uses again are other rows. */
    @Test
    void rowsOfARestoredDatabaseAreNotTakenForPublished() throws Exception {
        String name;
        try (var before = world.deployment()) {
            name = before.name();
            before.append(ROWS);
            before.relay(SHORT, RelaySteps.NONE);
            before.awaitEmptyOutbox();
        }

        try (var restored = world.deployment(name)) {
            restored.append(ROWS);
            assertThat(restored.query("select max(id) from outbox")).containsExactly(Integer.toString(ROWS));
            restored.relay(SHORT, RelaySteps.NONE);
            restored.awaitEmptyOutbox();

            assertThat(world.runs(restored)).hasSize(2 * ROWS);
        }
    }

    /**
     * Trap 51: the progress topic ends with markers, and with what others have open; positions are compared, not
     * records. Somebody else's open transaction on the progress topic hides what is committed after its beginning; a
     * take-over that read up to the stable end would publish everything twice.
     */
    @Test
    void openTransactionOfAnotherDeploymentHidesNoProgress() throws Exception {
        try (var deployment = world.deployment()) {
            var killed = Failpoint.killed(RelayStep.COMMITTED);
            var relay = deployment.relay(SHORT, killed);
            Await.until("the relay to rest", () -> killed.passed(RelayStep.PROGRESS_READ) == PARTS);

            try (var other = foreignTransaction()) {
                for (int partition = 0; partition < PARTS; partition++) {
                    other.send(new ProducerRecord<>(Topics.OUTBOX_PROGRESS.name(), partition, new byte[]{'x'}, null))
                            .get();
                }
                deployment.append(ROWS);
                Await.until("all parts to be killed", () -> killed.parts() == PARTS);
                Await.until("a take-over to wait", () -> relay.health().stream()
                        .anyMatch(health -> health.detail().contains("a transaction of somebody else is open")));
                other.commitTransaction();
            }
            deployment.awaitEmptyOutbox();

            deployment.assertPublishedOnceInOrder();
        }
    }

    /**
     * Trap 49: a row that no broker takes does not stop its part. The part has published before: the take-over after the
     * refusal finds that batch in the progress record and deletes it once more, which must not make it forget the refusal.
     */
    @Test
    void rowThatCannotBeSentBecomesADeadLetterAndTheOthersGoOn() throws Exception {
        try (var deployment = world.deployment(); var admin = world.admin()) {
            maxMessageBytes(admin, Topics.APPROVAL_REQUIREMENTS.name(), "2000");
            byte[] noise = new byte[100_000];
            new Random(1).nextBytes(noise);
            var key = ByteString.copyFromUtf8(deployment.keyPrefix() + "plans/1");
            deployment.relay(SHORT, RelaySteps.NONE);
            deployment.append(100);
            deployment.awaitEmptyOutbox();

            deployment.append(List.of(
                    OutboxRow.raw(Topics.APPROVAL_REQUIREMENTS.name(), key, ByteString.copyFrom(noise), Map.of()),
                    OutboxRow.raw("plangate.no-such-topic", key, ByteString.copyFromUtf8("x"), Map.of())));
            deployment.append(20);
            deployment.awaitEmptyOutbox();

            deployment.assertPublishedOnceInOrder();
            var letters = world.records(Topics.DEAD_LETTERS).stream()
                    .filter(record -> RelayWorld.text(record.key()).startsWith(deployment.keyPrefix())).toList();
            assertThat(letters).extracting(record -> RelayWorld.header(record, RecordHeaders.DL_TOPIC))
                    .containsExactly(Topics.APPROVAL_REQUIREMENTS.name(), "plangate.no-such-topic");
            assertThat(letters).extracting(record -> RelayWorld.header(record, RecordHeaders.DL_SIZE))
                    .containsExactly("100000", "1");
        } finally {
            try (var admin = world.admin()) {
                maxMessageBytes(admin, Topics.APPROVAL_REQUIREMENTS.name(), Integer.toString(Topics.MAX_MESSAGE_BYTES));
            }
        }
    }

    @Test
    void outboxGrowsWhileKafkaIsAwayAndDrainsInOrder() throws Exception {
        try (var deployment = world.deployment()) {
            deployment.append(ROWS);
            var relay = deployment.relay(SHORT, RelaySteps.NONE);
            deployment.awaitEmptyOutbox();
            assertThat(relay.ready()).isTrue();

            world.withoutBroker(() -> {
                deployment.append(ROWS);
                Await.until("readiness to tell", () -> !relay.ready());
                assertThat(relay.alive()).isTrue();
            });
            deployment.append(ROWS);
            deployment.awaitEmptyOutbox();

            deployment.assertPublishedOnceInOrder();
            Await.until("readiness to come back", relay::ready);
        }
    }

    @Test
    void relaysShareThePartsAndHandThemOver() throws Exception {
        try (var deployment = world.deployment()) {
            String owners = "select count(*) from outbox_lease where owner is not null group by owner order by 1";
            var first = deployment.relay(SHORT, RelaySteps.NONE);
            Await.until("one to own all", () -> deployment.query(owners).equals(List.of("8")));
            deployment.append(ROWS);

            deployment.relay(SHORT, RelaySteps.NONE);
            Await.until("two to share", () -> deployment.query(owners).equals(List.of("4", "4")));
            deployment.append(ROWS);
            first.close();
            assertThat(deployment.query("select count(*) from relay_member")).containsExactly("1");
            Await.until("the other to own all", () -> deployment.query(owners).equals(List.of("8")));
            deployment.append(ROWS);
            deployment.awaitEmptyOutbox();

            deployment.assertPublishedOnceInOrder();
        }
    }

    private static KafkaProducer<byte[], byte[]> foreignTransaction() {
        var properties = new HashMap<>(world.kafka());
        properties.put("transactional.id", "somebody-else");
        var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    private static void maxMessageBytes(Admin admin, String topic, String bytes) throws Exception {
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                .all().get();
    }
}
