package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.row.OffsetMove;
import dev.plangate.db.row.StoredOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offsets move by compare-and-set on the stored one: a zombie rolls back (traps 33, 50). */
class OffsetsIT {

    private static final UUID TOPIC_ID = UUID.randomUUID();

    private final Offsets offsets = new Offsets();
    private Database database;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
        database.transaction(tx -> {
            offsets.start(tx, "g", "t", TOPIC_ID, 0, 5);
            offsets.start(tx, "g", "t", TOPIC_ID, 1, 7);
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Trap 50: what is expected is the stored offset. */
    @Test
    void allMoveOrNone() {
        assertThat(move(at(0, 5, 9), at(1, 7, 8))).isTrue();
        assertThat(stored()).containsExactlyInAnyOrderEntriesOf(
                Map.of(0, new StoredOffset(TOPIC_ID, 9), 1, new StoredOffset(TOPIC_ID, 8)));
        assertThat(move(at(0, 9, 10), at(1, 7, 11))).as("one of them is not where it was").isFalse();
        assertThat(move(at(0, 9, 10), at(2, 0, 1))).as("nothing is stored for one").isFalse();
        assertThat(stored().get(0).next()).isEqualTo(9);
    }

    /** Trap 50: the topic's id is kept beside the offset. */
    @Test
    void aTopicMadeAnewIsAnotherTopic() {
        assertThat(move(new OffsetMove("t", UUID.randomUUID(), 0, 5, 6))).isFalse();
    }

    /** Trap 50: reading begins anew where the offset is still that of the topic before, and nowhere else. */
    @Test
    void aTopicMadeAnewBeginsAnewUnlessSomebodyHasReadOn() {
        StoredOffset before = new StoredOffset(TOPIC_ID, 5);
        StoredOffset begin = new StoredOffset(UUID.randomUUID(), 2);

        restart(new StoredOffset(TOPIC_ID, 4), begin);
        assertThat(stored().get(0)).as("another offset").isEqualTo(before);
        restart(new StoredOffset(UUID.randomUUID(), 5), begin);
        assertThat(stored().get(0)).as("another topic").isEqualTo(before);

        restart(before, begin);
        assertThat(stored()).containsExactlyInAnyOrderEntriesOf(Map.of(0, begin, 1, new StoredOffset(TOPIC_ID, 7)));
        assertThat(move(at(0, 5, 6))).as("whoever reads the topic before").isFalse();
    }

    @Test
    void aStartDoesNotOverwrite() {
        database.transaction(tx -> {
            offsets.start(tx, "g", "t", TOPIC_ID, 0, 0);
            return null;
        });
        assertThat(stored().get(0).next()).isEqualTo(5);
    }

    @Test
    void aPartitionGivenTwiceIsRefused() {
        assertThatThrownBy(() -> move(at(0, 5, 6), at(0, 6, 7))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Trap 33: who lost its partition moves nothing. */
    @Test
    void aZombieThatWaitedForTheLockMovesNothing() throws Exception {
        CountDownLatch moved = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        var owner = Parallel.start(() -> database.transaction(tx -> {
            offsets.move(tx, "g", List.of(at(0, 5, 6)));
            moved.countDown();
            Parallel.await(commit);
            return null;
        }));
        moved.await();
        var zombie = Parallel.start(() -> move(at(0, 5, 6)));
        Parallel.await("the zombie waits for the row", () -> database.transaction(tx -> tx
                .query("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                .one(Row::number).orElseThrow()) == 1);
        commit.countDown();
        owner.get();
        assertThat(zombie.get()).isFalse();
        assertThat(stored().get(0).next()).isEqualTo(6);
    }

    private static OffsetMove at(int partition, long expected, long next) {
        return new OffsetMove("t", TOPIC_ID, partition, expected, next);
    }

    private boolean move(OffsetMove... moves) {
        return database.transaction(tx -> offsets.move(tx, "g", List.of(moves)));
    }

    private void restart(StoredOffset expected, StoredOffset begin) {
        database.transaction(tx -> {
            offsets.restart(tx, "g", "t", 0, expected, begin);
            return null;
        });
    }

    private Map<Integer, StoredOffset> stored() {
        return database.transaction(tx -> offsets.load(tx, "g", "t", List.of(0, 1, 2)));
    }
}
