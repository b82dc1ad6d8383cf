package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PartLease;
import dev.plangate.db.row.StoredOutboxRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 3: what is committed is read, in order, and deleted by the lease's owner alone (traps 29, 30, 31, 45, 49). */
class OutboxIT {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final long ANY = Long.MAX_VALUE;

    private Database database;
    private Outbox outbox;
    private PartLeases leases;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
        outbox = new Outbox(database);
        leases = new PartLeases(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rowsOfOneCallComeBackInItsOrder() {
        List<String> contents = IntStream.range(0, 500).mapToObj("content %03d"::formatted).toList();
        append(contents.stream().map(content -> row("one key", content)).toList());
        int part = onlyPart();
        assertThat(outbox.read(part, 1_000, ANY)).extracting(row -> row.row().value().toStringUtf8())
                .containsExactlyElementsOf(contents);
        assertThat(outbox.read(part, 3, ANY)).extracting(row -> row.row().value().toStringUtf8())
                .containsExactlyElementsOf(contents.subList(0, 3));
    }

    @Test
    void everythingOfARowComesBack() {
        OutboxRow full = OutboxRow.raw("t", ByteString.copyFrom(new byte[]{0, -1, 7}),
                ByteString.copyFromUtf8("\0bytes"),
                Map.of("a", "1", "quote", "\"{},\\ 'x'", "null", "NULL", "empty", "", "nul", "x\0y"));
        OutboxRow bare = OutboxRow.raw("t", null, null, Map.of());
        append(List.of(full, bare));

        List<StoredOutboxRow> rows = IntStream.range(0, 8).boxed()
                .flatMap(part -> outbox.read(part, 10, ANY).stream()).toList();
        assertThat(rows).extracting(StoredOutboxRow::row).containsExactlyInAnyOrder(
                OutboxRow.raw("t", full.key(), full.value(),
                        Map.of("a", "1", "quote", "\"{},\\ 'x'", "null", "NULL", "empty", "", "nul", "x\uFFFDy")),
                bare);
        assertThat(rows).extracting(StoredOutboxRow::eventId).doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id.version()).isEqualTo(7));
    }

    /** Trap 29: there is no id cursor that a late commit could fall behind. */
    @Test
    void aTransactionThatCommitsLateWithALowerIdIsNotSkipped() throws Exception {
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        var late = Parallel.start(() -> database.transaction(tx -> {
            outbox.append(tx, List.of(row("k", "late")));
            appended.countDown();
            Parallel.await(commit);
            return null;
        }));
        appended.await();
        append(List.of(row("k", "early")));

        int part = onlyPart();
        StoredOutboxRow early = outbox.read(part, 10, ANY).getFirst();
        assertThat(early.row().value().toStringUtf8()).isEqualTo("early");
        commit.countDown();
        late.get();

        List<StoredOutboxRow> now = outbox.read(part, 10, ANY);
        assertThat(now).extracting(row -> row.row().value().toStringUtf8()).containsExactly("late", "early");
        assertThat(now.getFirst().id()).isLessThan(early.id());
        assertThat(delete(lease(part), early)).isEqualTo(1);
        assertThat(outbox.read(part, 10, ANY)).hasSize(1);
    }

    @Test
    void aBatchEndsWithTheRowThatReachesItsBytes() {
        append(IntStream.range(0, 5).mapToObj(i -> row("k", "x".repeat(100))).toList());
        int part = onlyPart();
        assertThat(outbox.read(part, 10, 1)).as("at least one").hasSize(1);
        assertThat(outbox.read(part, 10, 250)).hasSize(3);
        assertThat(outbox.read(part, 10, 200)).hasSize(2);
    }

    @Test
    void onlyTheOwnerOfTheLeaseDeletes() {
        append(List.of(row("k", "v")));
        int part = onlyPart();
        StoredOutboxRow row = outbox.read(part, 1, ANY).getFirst();
        PartLease lost = leases.acquire(part, "one", Duration.ofMillis(1)).orElseThrow();
        PartLease current = takeOver(part, "two");

        assertThatThrownBy(() -> delete(lost, row)).isInstanceOf(LostLease.class);
        assertThat(outbox.read(part, 1, ANY)).as("nothing was deleted").hasSize(1);
        assertThat(delete(current, row)).isEqualTo(1);
        assertThat(delete(current, row)).as("gone, but the lease holds").isZero();
    }

    @Test
    void anExpiredLeaseDeletesNothingAlthoughNobodyTookThePartOver() throws Exception {
        append(List.of(row("k", "v")));
        int part = onlyPart();
        PartLease lease = leases.acquire(part, "one", Duration.ofMillis(1)).orElseThrow();
        StoredOutboxRow row = outbox.read(part, 1, ANY).getFirst();
        Parallel.await("the lease is over", () -> leases.renew(List.of(lease), Duration.ofMillis(1)).isEmpty());
        assertThatThrownBy(() -> delete(lease, row)).isInstanceOf(LostLease.class);
        assertThat(outbox.read(part, 1, ANY)).hasSize(1);
    }

    /** Trap 45: a restored database uses ids again, event ids never. */
    @Test
    void aProgressRecordFromBeforeARestoreDeletesNothing() {
        append(List.of(row("k", "a"), row("k", "b")));
        int part = onlyPart();
        PartLease lease = lease(part);
        List<StoredOutboxRow> rows = outbox.read(part, 10, ANY);
        List<Long> ids = rows.stream().map(StoredOutboxRow::id).toList();
        List<UUID> events = new ArrayList<>(rows.stream().map(StoredOutboxRow::eventId).toList());

        assertThat(outbox.deletePublished(lease, ids, List.of(UUID.randomUUID(), UUID.randomUUID()))).isZero();
        Collections.reverse(events);
        assertThat(outbox.deletePublished(lease, ids, events)).as("id and event id belong together").isZero();
        Collections.reverse(events);
        assertThat(outbox.deletePublished(lease, ids, events)).isEqualTo(2);
        assertThatThrownBy(() -> outbox.deletePublished(lease, ids, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartHasNoBusinessWithRowsOfAnother() {
        append(IntStream.range(0, 100).mapToObj(i -> row("key " + i, "v")).toList());
        List<Integer> used = List.copyOf(outbox.nonEmpty(leases.parts()));
        assertThat(used).hasSize(8);
        StoredOutboxRow[] foreign = outbox.read(used.get(0), 100, ANY).toArray(StoredOutboxRow[]::new);
        assertThat(delete(lease(used.get(1)), foreign)).isZero();
        assertThat(outbox.backlog()).hasSize(8).allSatisfy(part -> {
            assertThat(part.rows()).isPositive();
            assertThat(part.oldest()).isLessThan(Duration.ofMinutes(5));
        });
    }

    /** Trap 49: a row has the size that the broker takes. */
    @Test
    void aRecordThatNoBrokerTakesIsRefusedBeforeItIsStored() {
        ByteString tooMuch = ByteString.copyFrom(new byte[OutboxRow.MAX_BYTES + 1]);
        assertThatThrownBy(() -> OutboxRow.raw("t", null, tooMuch, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        ByteString most = ByteString.copyFrom(new byte[OutboxRow.MAX_BYTES]);
        append(List.of(OutboxRow.raw("t", null, most, Map.of())));
        assertThat(Sample.outboxRows(database)).isEqualTo(1);
        assertThatThrownBy(() -> database.transaction(tx -> tx.query("""
                insert into outbox (part, topic, value) select 0, 't', convert_to(repeat('x', ?), 'UTF8')
                """).number(OutboxRow.MAX_BYTES + 1).update())).isInstanceOfSatisfying(DatabaseException.class,
                e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.REFUSED));
    }

    private int onlyPart() {
        return outbox.nonEmpty(leases.parts()).iterator().next();
    }

    private PartLease lease(int part) {
        return leases.acquire(part, "relay", LEASE).orElseThrow();
    }

    private PartLease takeOver(int part, String owner) {
        while (true) {
            var lease = leases.acquire(part, owner, LEASE);
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    private int delete(PartLease lease, StoredOutboxRow... rows) {
        return outbox.deletePublished(lease, Stream.of(rows).map(StoredOutboxRow::id).toList(),
                Stream.of(rows).map(StoredOutboxRow::eventId).toList());
    }

    private void append(List<OutboxRow> rows) {
        database.transaction(tx -> {
            outbox.append(tx, rows);
            return null;
        });
    }

    private static OutboxRow row(String key, String value) {
        return OutboxRow.raw(Topics.PLAN_STATES.name(), ByteString.copyFromUtf8(key), ByteString.copyFromUtf8(value),
                Map.of());
    }
}
