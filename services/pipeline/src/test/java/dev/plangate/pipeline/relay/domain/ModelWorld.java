package dev.plangate.pipeline.relay.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A part of the outbox, its lease row and Kafka's transaction coordinator, as far as the relay sees them: only the
 * newest epoch of a transactional id commits, a commit may stay in doubt until the next initTransactions(), and a
 * transaction of the database may commit after one with higher ids.
 */
final class ModelWorld {
    /** What becomes of a step: it succeeds; it fails without an effect; it takes effect, and reports a failure. */
    enum Fault {
        NONE, BEFORE, AFTER
    }

    record Row(long id, UUID eventId) {}

    private final Random random;
    private final boolean fenceEpochs;
    private final TreeMap<Long, Row> table = new TreeMap<>();
    private final List<Row> uncommitted = new ArrayList<>();
    private final List<UUID> appended = new ArrayList<>();
    private final List<UUID> log = new ArrayList<>();
    private RowIds progress = RowIds.NONE;
    private RowIds prepared = RowIds.NONE;
    private String owner = "";
    private long fence;
    private long epoch;
    private long lastId;

    ModelWorld(Random random, boolean fenceEpochs) {
        this.random = random;
        this.fenceEpochs = fenceEpochs;
    }

    /** A row gets its id now; it is visible now or later. */
    void append() {
        var row = new Row(++lastId, new UUID(random.nextLong(), lastId));
        appended.add(row.eventId());
        if (random.nextBoolean()) {
            table.put(row.id(), row);
        } else {
            uncommitted.add(row);
        }
    }

    void commitLate() {
        uncommitted.forEach(row -> table.put(row.id(), row));
        uncommitted.clear();
    }

    /** Restored from a backup taken when the table was empty: ids start again; what was not published is lost. */
    void restore() {
        Set<UUID> lost = new HashSet<>(appended);
        lost.removeAll(log);
        lost.removeAll(prepared.eventIds());
        appended.removeAll(lost);
        table.clear();
        uncommitted.clear();
        lastId = 0;
        expireLease();
    }

    void expireLease() {
        owner = "";
    }

    Optional<Long> acquire(String by) {
        if (!owner.isEmpty()) {
            return Optional.empty();
        }
        owner = by;
        return Optional.of(++fence);
    }

    boolean holds(String by, long withFence) {
        return owner.equals(by) && fence == withFence;
    }

    void release(String by, long withFence) {
        if (holds(by, withFence)) {
            expireLease();
        }
    }

    long initTransactions() {
        settleDoubt();
        return ++epoch;
    }

    /** The coordinator writes the markers of a prepared commit, at the latest before it hands out the next epoch. */
    void settleDoubt() {
        if (!prepared.isEmpty()) {
            log.addAll(prepared.eventIds());
            progress = prepared;
            prepared = RowIds.NONE;
        }
    }

    RowIds progress() {
        return progress;
    }

    RowIds read(int limit) {
        var rows = table.values().stream().limit(limit).toList();
        return new RowIds(rows.stream().map(Row::id).toList(), rows.stream().map(Row::eventId).toList());
    }

    boolean publish(long byEpoch, RowIds rows, Fault fault) {
        if (fenceEpochs && byEpoch != epoch) {
            return false;
        }
        prepared = rows;
        if (fault == Fault.NONE || random.nextBoolean()) {
            settleDoubt();
        }
        return true;
    }

    boolean delete(String by, long withFence, RowIds rows) {
        if (!holds(by, withFence)) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            table.remove(rows.ids().get(i), new Row(rows.ids().get(i), rows.eventIds().get(i)));
        }
        return true;
    }

    boolean duplicated() {
        return new HashSet<>(log).size() != log.size();
    }

    /** Appended, and not published. */
    Set<UUID> missing() {
        Set<UUID> missing = new HashSet<>(appended);
        missing.removeAll(log);
        return missing;
    }

    boolean emptyTable() {
        return table.isEmpty();
    }
}
