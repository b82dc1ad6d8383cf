package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.GateStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is known of a plan first, then what comes. */
final class Watch {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Map<String, Topic<? extends Message>> LIVE = List.<Topic<? extends Message>>of(
            Topics.CHECK_RUNS, Topics.CHECK_RESULTS, Topics.GATE_STATUS).stream().collect(
                    Collectors.toMap(Topic::name, Function.identity()));

    private final TopicReader reader;
    private final Clock clock;
    private final EventPrinter printer;

    Watch(TopicReader reader, Clock clock, EventPrinter printer) {
        this.reader = reader;
        this.clock = clock;
        this.printer = printer;
    }

    /** Follows until the verdict; the exit code. Revision 0 = the newest one that is published. */
    int follow(String plan, long revision, Duration timeout) {
        Instant deadline = clock.instant().plus(timeout);
        PlanReader plans = new PlanReader(reader, plan);
        PlanView view = plans.view();
        Verdict verdict = new Verdict(revision > 0 ? revision : Math.max(1, view.publishedRevision()));
        show(view, verdict);
        reader.follow(plans.following());
        while (true) {
            OptionalInt code = verdict.at(clock.instant());
            if (code.isPresent()) {
                return code.getAsInt();
            }
            if (!clock.instant().isBefore(deadline)) {
                return ExitCode.TIMEOUT;
            }
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                if (plan.equals(record.key())) {
                    reader.value(LIVE.get(record.topic()), record).ifPresent(
                            event -> see(event, Instant.ofEpochMilli(record.timestamp()), verdict));
                }
            }
        }
    }

    private void show(PlanView view, Verdict verdict) {
        Instant now = clock.instant();
        view.results().forEach(result -> see(result, now, verdict));
        view.run().ifPresent(run -> see(run, now, verdict));
        view.gate().ifPresent(gate -> see(gate, now, verdict));
    }

    private void see(Message event, Instant at, Verdict verdict) {
        printer.print(event, at);
        if (event instanceof GateStatus status) {
            verdict.see(status, clock.instant());
        }
    }
}
