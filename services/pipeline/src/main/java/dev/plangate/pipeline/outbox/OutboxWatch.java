package dev.plangate.pipeline.outbox;

import dev.plangate.db.Database;
import dev.plangate.db.Outbox;
import dev.plangate.pipeline.config.OutboxSettings;
import dev.plangate.pipeline.outbox.domain.Backlog;
import dev.plangate.pipeline.outbox.domain.Pressure;
import dev.plangate.pipeline.outbox.domain.Thresholds;
import dev.plangate.pipeline.runtime.Brake;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Loop;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Pace;
import dev.plangate.pipeline.runtime.Service;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the outbox every two seconds, once in each process that writes or empties it: says when too much waits, and holds back who would add to it. A
 * relay that is away, or a Kafka that is, must not fill the disk of Postgres unseen.
 */
public final class OutboxWatch implements Service, Brake {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private record Seen(Backlog backlog, Pressure pressure) {}

    private final Thresholds thresholds;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Loop loop = new Loop("plangate-outbox-watch", this::look, Pace.every(EVERY));
    private volatile Seen seen = new Seen(Backlog.NONE, Pressure.NONE);

    /** Does not start yet. */
    public OutboxWatch(OutboxSettings settings, Database database, MeterRegistry meters) {
        this.thresholds = new Thresholds(settings.alarmRows(), settings.alarmAge(), settings.limitRows());
        this.outbox = new Outbox(database);
        this.meters = meters;
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public void start() {
        gauges();
        loop.start();
    }

    private void gauges() {
        Gauge.builder("plangate.outbox.rows", () -> seen.backlog().rows())
                .description("Rows that wait to be published, about when there are many").register(meters);
        Gauge.builder("plangate.outbox.oldest.age", () -> seen.backlog().oldest().toMillis() / 1000.0)
                .baseUnit("seconds").description("Age of the oldest of them").register(meters);
        Gauge.builder("plangate.outbox.alarm", () -> seen.pressure().alarm() ? 1 : 0)
                .description("1 while outbox.alarm.rows or outbox.alarm.age is reached").register(meters);
        Gauge.builder("plangate.outbox.full", () -> seen.pressure().full() ? 1 : 0)
                .description("1 while outbox.limit.rows is reached: intake and workers begin nothing new")
                .register(meters);
    }

    @Override
    public boolean alive() {
        return loop.alive();
    }

    @Override
    public boolean ready() {
        return loop.health().ok();
    }

    /** Ready also while too much waits: it does what it is there for. The detail says how much. */
    @Override
    public List<Health> health() {
        Health measuring = loop.health();
        Seen now = seen;
        return List.of(measuring.ok() ? new Health(name(), true, detail(now)) : measuring);
    }

    private static String detail(Seen seen) {
        return (seen.pressure().full() ? "FULL: " : seen.pressure().alarm() ? "ALARM: " : "") + seen.backlog();
    }

    @Override
    public Optional<String> on() {
        Seen now = seen;
        return now.pressure().full()
                ? Optional.of(String.format(Locale.ROOT,
                        "the outbox is full (outbox.limit.rows is %,d): %s", thresholds.limitRows(), now.backlog()))
                : Optional.empty();
    }

    @Override
    public void close() {
        loop.close();
    }

    private Outcome look() {
        Seen before = seen;
        Backlog backlog = Backlog.of(outbox.backlog());
        Seen now = new Seen(backlog, before.pressure().after(backlog, thresholds));
        seen = now;
        tell(before.pressure(), now);
        return Outcome.IDLE;
    }

    private void tell(Pressure before, Seen now) {
        if (!before.alarm() && now.pressure().alarm()) {
            LOG.warn(
                    "outbox: {}. See whether Kafka answers and relays run (/readyz of a relay tells its last error; plangate_relay_parts_owned sums up to 8)."
                            + " At {} rows intake and workers begin nothing new",
                    now.backlog(), thresholds.limitRows());
        }
        if (!before.full() && now.pressure().full()) {
            LOG.warn(
                    "outbox: full, {}. Intake and workers begin nothing new until it is below nine tenths of outbox.limit.rows ({})",
                    now.backlog(), thresholds.limitRows());
        }
        if (before.full() && !now.pressure().full()) {
            LOG.info("outbox: no longer full, {}. Intake and workers go on", now.backlog());
        }
        if (before.alarm() && !now.pressure().alarm()) {
            LOG.info("outbox: the alarm is over, {}", now.backlog());
        }
    }
}
