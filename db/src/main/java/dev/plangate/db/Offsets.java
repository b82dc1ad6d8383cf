package dev.plangate.db;

import dev.plangate.db.row.OffsetMove;
import dev.plangate.db.row.StoredOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Consumer offsets, kept in the transaction of what was read. Table consumer_offset. */
public final class Offsets {

    private record Place(String topic, int partition) {}

    private record Stored(Place place, StoredOffset offset) {}

    /** The stored offsets of those partitions that have one. */
    public Map<Integer, StoredOffset> load(Tx tx, String group, String topic, Collection<Integer> partitions) {
        Map<Integer, StoredOffset> offsets = new LinkedHashMap<>();
        tx.query("""
                select topic, partition, topic_id, next_offset
                  from consumer_offset
                 where consumer_group = ?
                   and topic = ?
                   and partition = any(?)
                 order by partition
                """).text(group).text(topic).ints(partitions).list(Offsets::stored)
                .forEach(stored -> offsets.put(stored.place().partition(), stored.offset()));
        return offsets;
    }

    /** Stores where to begin, unless something is stored already. */
    public void start(Tx tx, String group, String topic, UUID topicId, int partition, long offset) {
        tx.query("""
                insert into consumer_offset (consumer_group, topic, partition, topic_id, next_offset)
                values (?, ?, ?, ?, ?)
                    on conflict (consumer_group, topic, partition) do nothing
                """).text(group).text(topic).number(partition).uuid(topicId).number(offset).update();
    }

    /** Begins in the topic that has the name now, if what is stored is still {@code expected}. */
    public void restart(Tx tx, String group, String topic, int partition, StoredOffset expected, StoredOffset begin) {
        tx.query("""
                update consumer_offset
                   set topic_id = ?, next_offset = ?, updated_at = clock_timestamp()
                 where consumer_group = ?
                   and topic = ?
                   and partition = ?
                   and topic_id = ?
                   and next_offset = ?
                """).uuid(begin.topicId()).number(begin.next()).text(group).text(topic).number(partition)
                .uuid(expected.topicId()).number(expected.next()).update();
    }

    /**
     * Moves all offsets, or none. To be the first statement of the transaction: it locks the rows, in key order.
     *
     * @return false when one of them is not the expected one: the caller lost the partition, and rolls back
     * @throws IllegalArgumentException when a partition is given twice
     */
    public boolean move(Tx tx, String group, List<OffsetMove> moves) {
        Map<Place, OffsetMove> byPlace = new LinkedHashMap<>();
        for (OffsetMove move : moves) {
            if (byPlace.put(new Place(move.topic(), move.partition()), move) != null) {
                throw new IllegalArgumentException("%s-%d is moved twice".formatted(move.topic(), move.partition()));
            }
        }
        // The lock is a statement of its own: what is read by the statement that waits is older than the wait.
        List<Stored> locked = tx.query("""
                select o.topic, o.partition, o.topic_id, o.next_offset
                  from consumer_offset o
                  join unnest(?, ?) as given (topic, partition) using (topic, partition)
                 where o.consumer_group = ?
                 order by o.topic, o.partition
                   for no key update of o
                """).texts(moves, OffsetMove::topic).ints(moves, OffsetMove::partition).text(group)
                .list(Offsets::stored);
        boolean expected = locked.size() == moves.size() && locked.stream().allMatch(stored -> {
            OffsetMove move = byPlace.get(stored.place());
            return stored.offset().equals(new StoredOffset(move.topicId(), move.expected()));
        });
        if (expected) {
            tx.query("""
                    update consumer_offset o
                       set next_offset = given.next_offset, updated_at = clock_timestamp()
                      from unnest(?, ?, ?) as given (topic, partition, next_offset)
                     where o.consumer_group = ?
                       and o.topic = given.topic
                       and o.partition = given.partition
                    """).texts(moves, OffsetMove::topic).ints(moves, OffsetMove::partition)
                    .longs(moves, OffsetMove::next).text(group).update();
        }
        return expected;
    }

    private static Stored stored(Row row) {
        return new Stored(new Place(row.text(), row.integer()), new StoredOffset(row.uuid(), row.number()));
    }
}
