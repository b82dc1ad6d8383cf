package dev.plangate.pipeline.api;

import com.google.protobuf.Message;
import dev.plangate.contract.PlanName;
import dev.plangate.db.row.GateStatusRow;
import dev.plangate.db.row.ListedRun;
import dev.plangate.db.row.TargetResult;
import dev.plangate.db.row.TargetResult.TargetPosition;
import dev.plangate.pipeline.api.domain.WatchEnd;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.PlanCheckRun;
import dev.plangate.v1.PlanEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One client that watches one plan: first what Postgres has, then what is published, each result of a run once. Before it ends it
 * looks at Postgres again, since topics keep no order between each other. What comes faster than the client reads is read from
 * Postgres, too. Lives in a thread of its own.
 */
final class Watch {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int PAGE = 50;

    private final Reads reads;
    private final Subscription events;
    private final EventSink sink;
    private final LongSupplier nanos;
    private final Duration stall;
    private final String plan;
    private final WatchEnd end;
    private final Set<String> shown = new HashSet<>();
    private Optional<PlanCheckRun> shownRun = Optional.empty();
    private long run;
    private long statusPosition = -1;

    private Watch(Reads reads, Subscription events, EventSink sink, LongSupplier nanos, Duration stall, PlanName plan,
            long revision) {
        this.reads = reads;
        this.events = events;
        this.sink = sink;
        this.nanos = nanos;
        this.stall = stall;
        this.plan = plan.toString();
        this.end = new WatchEnd(revision);
    }

    /**
     * Returns when there is nothing more to wait for, or the client is gone.
     *
     * @param revision the one that is waited for; 0 = the newest that is known
     * @param nanos a monotonic clock
     * @param stall how long the client may take for one event
     * @throws Refused NOT_FOUND, UNAVAILABLE, or RESOURCE_EXHAUSTED when the client does not read
     */
    static void follow(Reads reads, LiveEvents live, PlanName plan, long revision, EventSink sink, LongSupplier nanos,
            Duration stall)
            throws InterruptedException {
        long newest = reads.plan(plan).revision();
        try (Subscription events = live.subscribe(plan.toString(), Duration.ofSeconds(10))) {
            new Watch(reads, events, sink, nanos, stall, plan, revision > 0 ? revision : Math.max(1, newest)).run();
        }
    }

    private void run() throws InterruptedException {
        catchUp();
        while (!sink.isCancelled()) {
            Optional<Duration> left = end.left(nanos.getAsLong());
            if (left.isPresent() && left.get().isZero()) {
                showStored();
                return;
            }
            // A client that has gone is noticed in between.
            Optional<LiveEvent> event = events.poll(left.filter(time -> time.compareTo(LOOK) < 0).orElse(LOOK));
            if (event.isPresent()) {
                see(event.get());
            } else if (events.takeOverflow()) {
                catchUp();
            }
        }
    }

    private void catchUp() throws InterruptedException {
        showStored();
        for (GateStatusRow row : reads.statuses(List.of(plan))) {
            see(new LiveEvent(plan, row.status(), row.position()));
        }
    }

    private void see(LiveEvent event) throws InterruptedException {
        Message message = event.message();
        switch (message) {
            case CheckResult result when result.getRun() == run -> show(result);
            case CheckResult result when result.getRun() > run -> showStored();
            case CheckRun _ -> showRun();
            case GateStatus status when event.position() > statusPosition -> {
                statusPosition = event.position();
                end.see(status, nanos.getAsLong());
                send(PlanEvent.newBuilder().setGateStatus(status).build());
            }
            default -> {
                // A status that was shown, or a result of a run that is over.
            }
        }
    }

    /** The newest run and what it found, as far as that was not shown. */
    private void showStored() throws InterruptedException {
        Optional<ListedRun> current = showRun();
        if (current.isEmpty()) {
            return;
        }
        TargetPosition after = TargetPosition.START;
        while (true) {
            List<TargetResult> page = reads.targets(current.get(), after, PAGE);
            for (TargetResult found : page) {
                show(Shapes.result(current.get(), found));
            }
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().position();
        }
    }

    private Optional<ListedRun> showRun() throws InterruptedException {
        Optional<ListedRun> current = reads.current(plan);
        if (current.isPresent()) {
            PlanCheckRun now = Shapes.run(current.get());
            if (current.get().run() != run) {
                run = current.get().run();
                shown.clear();
            }
            if (!shownRun.equals(Optional.of(now))) {
                shownRun = Optional.of(now);
                send(PlanEvent.newBuilder().setCheckRun(now).build());
            }
        }
        return current;
    }

    private void show(CheckResult result) throws InterruptedException {
        if (shown.add(result.getTarget())) {
            send(PlanEvent.newBuilder().setCheckResult(result).build());
        }
    }

    private void send(PlanEvent event) throws InterruptedException {
        long began = nanos.getAsLong();
        while (!sink.isReady(LOOK)) {
            if (sink.isCancelled()) {
                return;
            }
            if (nanos.getAsLong() - began > stall.toNanos()) {
                throw slow();
            }
        }
        sink.send(event);
    }

    private static Refused slow() {
        return Errors.slowReader("the client does not read what it is sent: watch again, it begins with what is there");
    }
}
