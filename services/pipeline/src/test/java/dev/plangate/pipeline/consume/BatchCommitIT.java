package dev.plangate.pipeline.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.Sha256;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.db.DatabaseException;
import dev.plangate.db.Offsets;
import dev.plangate.db.Outbox;
import dev.plangate.db.Tx;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.StoredOutboxRow;
import dev.plangate.pipeline.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch and the offsets behind it on a real Postgres. Each record of the tests becomes an outbox row with its value. */
class BatchCommitIT {
    private static final TopicPartition PLANS = new TopicPartition(Topics.PLANS.name(), 3);
    private static final UUID TOPIC_ID = UUID.randomUUID();

    private final TestDatabase postgres = new TestDatabase();
    private final Outbox outbox = new Outbox(postgres.database());
    private StoredOffsets offsets;
    private BatchCommit commit;

    @BeforeEach
    void assign() {
        offsets = member();
        commit = commit(offsets);
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    /** Trap 34: a record that Postgres refuses is buried alone, with its reason; it stops nobody and takes nobody along. */
    @Test
    void whatPostgresRefusesBecomesADeadLetterAndTheOthersAreApplied() {
        refuseRecordsWithValue("poison");

        commit.apply(Stream.of("a", "b", "poison", "c", "d").map(this::record).toList(), Map.of(PLANS, 5L));

        assertThat(rows(Topics.PLAN_STATES.name())).extracting(row -> row.value().toStringUtf8())
                .containsExactly("a", "b", "c", "d");
        assertThat(rows(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(letter.value().toStringUtf8()).isEqualTo("poison");
            assertThat(letter.headers()).containsEntry(RecordHeaders.DL_OFFSET, "2");
            assertThat(letter.headers().get(RecordHeaders.DL_ERROR)).contains("refused by the test");
        });
        assertThat(stored()).isEqualTo("5");
    }

    /** Trap 34: a key that is too large for an outbox row ends no process; its dead letter has the head and tells the rest. */
    @Test
    void aRecordWithAHugeKeyIsBuriedWithTheHeadOfIt() {
        refuseRecordsWithValue("poison");
        byte[] key = new byte[OutboxRow.MAX_BYTES + 1];
        Arrays.fill(key, (byte) 'k');

        commit.apply(List.of(new ConsumerRecord<>(PLANS.topic(), PLANS.partition(), 0, key, "poison".getBytes(UTF_8)),
                record("a", 1)), Map.of(PLANS, 2L));

        assertThat(rows(Topics.PLAN_STATES.name())).extracting(row -> row.value().toStringUtf8()).containsExactly("a");
        assertThat(rows(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(letter.key().toByteArray()).isEqualTo(Arrays.copyOf(key, DeadLetter.KEY));
            assertThat(letter.value().toStringUtf8()).isEqualTo("poison");
            assertThat(letter.headers()).containsEntry(RecordHeaders.DL_OFFSET, "0")
                    .containsEntry(RecordHeaders.DL_KEY_SIZE, Integer.toString(key.length))
                    .containsEntry(RecordHeaders.DL_KEY_SHA256, Sha256.hex(key));
        });
        assertThat(stored()).isEqualTo("2");
    }

    /** Trap 34: what is refused even as a dead letter leaves one that says where it is, and stops nobody. */
    @Test
    void aDeadLetterThatIsRefusedAsWellIsKeptWithoutTheBytes() {
        postgres.refuse("outbox", "new.value = 'poison'", "22P05");

        commit.apply(Stream.of("a", "poison", "b").map(this::record).toList(), Map.of(PLANS, 3L));

        assertThat(rows(Topics.PLAN_STATES.name())).extracting(row -> row.value().toStringUtf8())
                .containsExactly("a", "b");
        assertThat(rows(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isNull();
            assertThat(letter.value()).isNull();
            assertThat(letter.headers()).containsEntry(RecordHeaders.DL_OFFSET, "1")
                    .containsEntry(RecordHeaders.DL_SIZE, "6")
                    .containsEntry(RecordHeaders.DL_SHA256, Sha256.hex("poison"));
        });
        assertThat(stored()).isEqualTo("3");
    }

    /** Trap 34: who waits for what a buried record asks for is answered, in the transaction that buries it. */
    @Test
    void whatIsBuriedIsAnswered() {
        postgres.refuse("outbox", "new.value = 'poison' and new.topic = 'plangate.plan-states'", "22P05");

        commit.apply(Stream.of("a", "poison").map(this::record).toList(), Map.of(PLANS, 2L));

        assertThat(rows(Topics.ROLLOUTS.name())).singleElement()
                .satisfies(answer -> assertThat(answer.value().toStringUtf8()).contains("refused by the test"));
        assertThat(rows(Topics.DEAD_LETTERS)).hasSize(1);
    }

    /** Trap 34: an answer that is refused, too, stops nobody either. */
    @Test
    void whatCannotBeAnsweredIsBuriedAllTheSame() {
        postgres.refuse("outbox", "new.value = 'poison' and new.topic = 'plangate.plan-states' or new.topic = '%s'"
                .formatted(Topics.ROLLOUTS.name()), "22P05");

        commit.apply(Stream.of("a", "poison").map(this::record).toList(), Map.of(PLANS, 2L));

        assertThat(rows(Topics.DEAD_LETTERS)).hasSize(1);
        assertThat(stored()).isEqualTo("2");
    }

    /** An answer that has to wait for Postgres is given when it is back: nothing is buried without it. */
    @Test
    void whatConflictsWithTheAnswerIsTriedAgain() {
        postgres.refuse("outbox", "new.value = 'poison' and new.topic = 'plangate.plan-states'", "22P05");
        postgres.execute("""
                create function conflict() returns trigger language plpgsql as $$
                begin
                  raise exception 'a conflict of the test' using errcode = '40001';
                end $$;
                create trigger conflict before insert on outbox
                  for each row when (new.topic = '%s') execute function conflict();
                """.formatted(Topics.ROLLOUTS.name()));

        assertThatThrownBy(() -> commit.apply(List.of(record("poison")), Map.of(PLANS, 1L)))
                .isInstanceOf(DatabaseException.class);
        assertThat(stored()).isEqualTo("0");
    }

    /** A batch that takes too long would do so whenever it is read again. */
    @Test
    void aBatchThatTakesTooLongIsAppliedInParts() {
        postgres.execute("""
                create function too_long() returns trigger language plpgsql as $$
                begin
                  if (select count(*) from added) > 2 then
                    raise exception 'canceling statement due to statement timeout' using errcode = '57014';
                  end if;
                  return null;
                end $$;
                create trigger too_long after insert on outbox referencing new table as added
                  for each statement execute function too_long();
                """);

        commit.apply(Stream.of("a", "b", "c", "d", "e").map(this::record).toList(), Map.of(PLANS, 5L));

        assertThat(rows(Topics.PLAN_STATES.name())).extracting(row -> row.value().toStringUtf8())
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(rows(Topics.DEAD_LETTERS)).isEmpty();
        assertThat(stored()).isEqualTo("5");
    }

    /** Trap 50: what rolled back has moved nothing, and is applied when it comes again. */
    @Test
    void aBatchThatRollsBackLeavesTheOffsetWhereItWas() {
        postgres.refuse("outbox", "new.value = 'b'", "40001");
        List<ConsumerRecord<byte[], byte[]>> batch = Stream.of("a", "b").map(this::record).toList();

        assertThatThrownBy(() -> commit.apply(batch, Map.of(PLANS, 2L))).isInstanceOf(DatabaseException.class);
        assertThat(stored()).isEqualTo("0");
        assertThat(outbox.backlog()).allSatisfy(part -> assertThat(part.rows()).isZero());

        postgres.refuseNothing();
        commit.apply(batch, Map.of(PLANS, 2L));
        assertThat(stored()).isEqualTo("2");
        assertThat(rows(Topics.PLAN_STATES.name())).hasSize(2);
    }

    /** Trap 50: records may be missing before the first one of a batch; what is expected is the stored offset. */
    @Test
    void gapsBetweenRecordsAreNoReasonToStop() {
        commit.apply(List.of(record("a", 0)), Map.of(PLANS, 3L));
        commit.apply(List.of(record("b", 7)), Map.of(PLANS, 9L));
        assertThat(stored()).isEqualTo("9");
    }

    /** Trap 50: offsets of a topic are none of the one that was made anew under its name. */
    @Test
    void aTopicMadeAnewIsReadFromItsBeginning() {
        commit.apply(List.of(record("a", 0)), Map.of(PLANS, 5L));
        var anew = new StoredOffsets("g", new Offsets());

        assertThat(load(anew, UUID.randomUUID(), 2)).isEqualTo(Map.of(PLANS, 2L));
        commit(anew).apply(List.of(record("b", 2)), Map.of(PLANS, 3L));

        assertThat(stored()).isEqualTo("3");
        assertThatThrownBy(() -> commit.apply(List.of(record("c", 5)), Map.of(PLANS, 6L)))
                .as("a member that still reads the topic before").isInstanceOf(StaleOffsets.class);
    }

    /** Trap 33: a member that lost its partition and has not been told yet writes nothing. */
    @Test
    void aZombieWritesNothing() {
        StoredOffsets owner = member();
        commit(owner).apply(List.of(record("a", 0)), Map.of(PLANS, 1L));

        assertThatThrownBy(() -> commit.apply(List.of(record("a", 0)), Map.of(PLANS, 1L)))
                .isInstanceOf(StaleOffsets.class);
        assertThat(rows(Topics.PLAN_STATES.name())).hasSize(1);
        assertThat(stored()).isEqualTo("1");
    }

    private void refuseRecordsWithValue(String value) {
        postgres.refuse("outbox", "new.value = '%s' and new.topic <> 'plangate.dead-letters'".formatted(value),
                "22P05");
    }

    private StoredOffsets member() {
        var member = new StoredOffsets("g", new Offsets());
        load(member, TOPIC_ID, 0);
        return member;
    }

    private Map<TopicPartition, Long> load(StoredOffsets member, UUID topicId, long beginning) {
        return postgres.database().transaction(
                tx -> member.load(tx, List.of(PLANS), Map.of(PLANS.topic(), topicId), Map.of(PLANS, beginning)));
    }

    private BatchCommit commit(StoredOffsets member) {
        var handler = new BatchHandler() {
            @Override
            public void apply(Tx tx, List<ConsumerRecord<byte[], byte[]>> batch) {
                outbox.append(tx, batch.stream()
                        .map(received -> row(Topics.PLAN_STATES, ByteString.copyFrom(received.value()))).toList());
            }

            @Override
            public void buried(Tx tx, ConsumerRecord<byte[], byte[]> received, String reason) {
                outbox.append(tx, List.of(row(Topics.ROLLOUTS, ByteString.copyFromUtf8(reason))));
            }
        };
        return new BatchCommit("test", postgres.database(), member, handler,
                new SimpleMeterRegistry().counter("dead"));
    }

    private static OutboxRow row(Topic<?> topic, ByteString value) {
        return OutboxRow.raw(topic.name(), ByteString.copyFromUtf8("k"), value, Map.of());
    }

    private long next;

    private ConsumerRecord<byte[], byte[]> record(String value) {
        return record(value, next++);
    }

    private static ConsumerRecord<byte[], byte[]> record(String value, long offset) {
        return new ConsumerRecord<>(PLANS.topic(), PLANS.partition(), offset, "k".getBytes(UTF_8),
                value.getBytes(UTF_8));
    }

    private List<OutboxRow> rows(String topic) {
        return IntStream.range(0, OutboxRow.PARTS)
                .mapToObj(part -> outbox.read(part, 100, Long.MAX_VALUE)).flatMap(List::stream)
                .map(StoredOutboxRow::row).filter(row -> row.topic().equals(topic)).toList();
    }

    private String stored() {
        return postgres.query("select next_offset from consumer_offset").getFirst();
    }
}
