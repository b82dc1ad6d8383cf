package dev.plangate.bench.torture.world;

import dev.plangate.bench.torture.load.Upstream;
import dev.plangate.bench.torture.record.TopicRecorder;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What each service has before it: how the harness knows who has work in flight, and when all of it is done. */
public final class Backlog {
    static final List<Topic<?>> INTAKE = List.of(Topics.PLANS, Topics.PROJECTS, Topics.DATABASE_GROUPS, Topics.SHEETS,
            Topics.CHECK_REQUESTS, Topics.APPROVALS);
    static final List<Topic<?>> GATE = List.of(Topics.PLAN_STATES, Topics.CHECK_RUNS, Topics.APPROVALS,
            Topics.ROLLOUT_REQUESTS, Topics.ROLLOUTS);
    static final List<Topic<?>> ROLLOUTS = List.of(Topics.ROLLOUT_COMMANDS);

    private final World world;
    private final Upstream upstream;
    private final TopicRecorder recorder;

    public Backlog(World world, Upstream upstream, TopicRecorder recorder) {
        this.world = world;
        this.upstream = upstream;
        this.recorder = recorder;
    }

    /** Rows that are not published. */
    public long outbox() {
        return number("select count(*) from outbox");
    }

    /** Runs that have not ended. */
    public long openRuns() {
        return number("select count(*) from plan_check_run where status in ('AVAILABLE', 'RUNNING')");
    }

    /** Records that intake or rollouts have not worked off, of those that are there now. */
    public long unread(ServiceKind kind) {
        return switch (kind) {
            case INTAKE -> behind(upstream.ends(), INTAKE, stored("torture-intake"));
            case ROLLOUTS -> behind(recorder.ends(ROLLOUTS), ROLLOUTS, stored("torture-rollouts"));
            case GATE -> behind(gateInputs(), GATE, committed("torture-gate"));
            case RELAY -> outbox();
            case WORKER -> openRuns();
        };
    }

    /** Holds once a service has worked off what it has before it now. */
    public BooleanSupplier passed(ServiceKind kind) {
        return switch (kind) {
            case INTAKE -> {
                var ends = upstream.ends();
                yield () -> behind(ends, INTAKE, stored("torture-intake")) == 0;
            }
            case ROLLOUTS -> {
                var ends = recorder.ends(ROLLOUTS);
                yield () -> behind(ends, ROLLOUTS, stored("torture-rollouts")) == 0;
            }
            case GATE -> {
                var ends = gateInputs();
                yield () -> behind(ends, GATE, committed("torture-gate")) == 0;
            }
            case RELAY -> {
                long last = world.sql().number("select coalesce(max(id), 0) from outbox").orElse(0L);
                yield () -> world.sql().number("select count(*) from outbox where id <= ?", last).orElse(1L) == 0;
            }
            case WORKER -> () -> true;
        };
    }

    /** The runs and slices that a worker holds. */
    public List<HeldRow> held(String owner) {
        return owner.isEmpty()
                ? List.of()
                : world.sql().list("""
                        select plan_id, -1, fence from plan_check_run
                         where owner = ? and status = 'RUNNING' and lease_until > clock_timestamp()
                         union all
                        select plan_id, slice, fence from plan_check_slice
                         where owner = ? and status = 'RUNNING' and lease_until > clock_timestamp()
                        """, row -> new HeldRow(row.getLong(1), row.getLong(2), row.getLong(3)), owner, owner)
                        .orElse(List.of());
    }

    /** Whether each of these was claimed by somebody else, or has ended. */
    public boolean takenOver(List<HeldRow> rows) {
        return rows.isEmpty() || world.sql().number("""
                select (select count(*)
                          from plan_check_run r
                          join unnest(?, ?, ?) as held (plan_id, slice, fence) using (plan_id, fence)
                         where held.slice = -1
                           and (r.lease_until is not null
                                or r.status = 'AVAILABLE' and r.available_at <= clock_timestamp()))
                     + (select count(*)
                          from plan_check_slice s
                          join unnest(?, ?, ?) as held (plan_id, slice, fence) using (plan_id, slice, fence)
                         where s.status <> 'DONE')
                """, numbers(rows, HeldRow::planId), numbers(rows, HeldRow::slice), numbers(rows, HeldRow::fence),
                numbers(rows, HeldRow::planId), numbers(rows, HeldRow::slice), numbers(rows, HeldRow::fence))
                .orElse(1L) == 0;
    }

    private static Long[] numbers(List<HeldRow> rows, Function<HeldRow, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    /**
     * A run, or a slice of one, under a fence.
     *
     * @param slice -1 = the whole run
     */
    public record HeldRow(long planId, long slice, long fence) {}

    private Map<TopicPartition, Long> gateInputs() {
        var all = new HashMap<>(recorder.ends(GATE));
        upstream.ends().forEach((tp, end) -> all.merge(tp, end, Math::max));
        return all;
    }

    private static long behind(Map<TopicPartition, Long> ends, List<Topic<?>> topics, Map<TopicPartition, Long> done) {
        List<String> names = topics.stream().map(Topic::name).toList();
        return ends.entrySet().stream().filter(end -> names.contains(end.getKey().topic()))
                .mapToLong(end -> Math.max(0, end.getValue() - done.getOrDefault(end.getKey(), 0L))).sum();
    }

    /** Everything that was published has been worked off, to the last consequence. */
    public boolean empty() {
        return openRuns() == 0 && still();
    }

    /** Nobody who is there has anything left to do, unless a run has been forgotten. */
    public boolean still() {
        return upstream.done() && outbox() == 0
                && Stream.of(ServiceKind.INTAKE, ServiceKind.ROLLOUTS, ServiceKind.GATE)
                        .filter(kind -> !world.instances(kind).isEmpty()).allMatch(kind -> unread(kind) == 0)
                && recorded();
    }

    /** We have read all there is, and no transaction is open. */
    public boolean recorded() {
        var specs = new HashMap<TopicPartition, OffsetSpec>();
        var positions = recorder.positions();
        positions.keySet().forEach(tp -> specs.put(tp, OffsetSpec.latest()));
        try {
            var ends = world.admin()
                    .listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(5_000)).all()
                    .get(6, TimeUnit.SECONDS);
            return ends.entrySet().stream().allMatch(end -> positions.get(end.getKey()) >= end.getValue().offset());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<TopicPartition, Long> stored(String group) {
        var stored = new HashMap<TopicPartition, Long>();
        world.sql().list("select topic, partition, next_offset from consumer_offset where consumer_group = ?",
                row -> stored.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)), group);
        return stored;
    }

    private Map<TopicPartition, Long> committed(String group) {
        try {
            var offsets = new HashMap<TopicPartition, Long>();
            world.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(5, TimeUnit.SECONDS)
                    .forEach((tp, offset) -> {
                        if (offset != null) {
                            offsets.put(tp, offset.offset());
                        }
                    });
            return offsets;
        } catch (ExecutionException | TimeoutException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    /** At least one while Postgres does not answer. */
    private long number(String query) {
        return world.sql().number(query).orElse(1L);
    }
}
