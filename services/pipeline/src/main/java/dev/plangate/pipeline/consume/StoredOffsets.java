package dev.plangate.pipeline.consume;

import dev.plangate.db.Offsets;
import dev.plangate.db.Tx;
import dev.plangate.db.row.OffsetMove;
import dev.plangate.db.row.StoredOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this member knows of the offsets that Postgres stores. A batch moves them by compare-and-set on the value known here,
 * never on the first record's offset: compaction and transaction markers leave gaps.
 */
final class StoredOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(StoredOffsets.class);

    private final String group;
    private final Offsets store;
    private final Map<TopicPartition, StoredOffset> known = new HashMap<>();

    StoredOffsets(String group, Offsets store) {
        this.group = group;
        this.store = store;
    }

    /**
     * Reads where to go on, for partitions that were just assigned; a partition seen for the first time starts at
     * {@code beginnings}, as does one whose topic was made anew under the same name.
     */
    Map<TopicPartition, Long> load(Tx tx, Collection<TopicPartition> partitions, Map<String, UUID> topicIds,
            Map<TopicPartition, Long> beginnings) {
        var positions = new HashMap<TopicPartition, Long>();
        for (TopicPartition tp : partitions) {
            var begin = new StoredOffset(topicIds.get(tp.topic()), beginnings.get(tp));
            store.start(tx, group, tp.topic(), begin.topicId(), tp.partition(), begin.next());
            StoredOffset stored = stored(tx, tp);
            if (!stored.topicId().equals(begin.topicId())) {
                LOG.error(
                        "{}: topic {} was made anew: partition {} was read up to {} of the one before ({}), and is now"
                                + " read from its beginning at {} ({})",
                        group, tp.topic(), tp.partition(), stored.next(),
                        stored.topicId(), begin.next(), begin.topicId());
                store.restart(tx, group, tp.topic(), tp.partition(), stored, begin);
                // Not what was just written: another member may have been first, and have read on.
                stored = stored(tx, tp);
            }
            known.put(tp, stored);
            positions.put(tp, stored.next());
        }
        return positions;
    }

    private StoredOffset stored(Tx tx, TopicPartition tp) {
        return store.load(tx, group, tp.topic(), Set.of(tp.partition())).get(tp.partition());
    }

    boolean knows(TopicPartition tp) {
        return known.containsKey(tp);
    }

    long next(TopicPartition tp) {
        return known.get(tp).next();
    }

    void forget(Collection<TopicPartition> partitions) {
        known.keySet().removeAll(partitions);
    }

    /** Moves all of them or throws {@link StaleOffsets}. The first statement of each transaction: it keeps zombies out. */
    void move(Tx tx, Map<TopicPartition, Long> next) {
        List<OffsetMove> moves = new ArrayList<>();
        next.forEach((tp, offset) -> moves.add(
                new OffsetMove(tp.topic(), known.get(tp).topicId(), tp.partition(), known.get(tp).next(), offset)));
        if (!store.move(tx, group, moves)) {
            throw new StaleOffsets(group);
        }
    }

    /** The transaction has committed. */
    void moved(Map<TopicPartition, Long> next) {
        next.forEach((tp, offset) -> known.computeIfPresent(tp,
                (_, stored) -> new StoredOffset(stored.topicId(), offset)));
    }
}
