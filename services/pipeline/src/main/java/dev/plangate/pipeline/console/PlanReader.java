package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Gathers what the topics say about one plan, up to the ends that they had when it began. */
final class PlanReader {
    /** Databases and brokers read different clocks. */
    private static final long CLOCK_SKEW_SECONDS = 120;

    private final TopicReader reader;
    private final String plan;
    private final Map<TopicPartition, Long> ends;

    PlanReader(TopicReader reader, String plan) {
        this.reader = reader;
        this.plan = plan;
        this.ends = reader.ends(List.of(at(Topics.PLANS), at(Topics.PLAN_STATES), at(Topics.GATE_STATUS),
                at(Topics.APPROVAL_REQUIREMENTS), at(Topics.CHECK_RUNS), at(Topics.CHECK_RESULTS)));
    }

    /** Where to go on reading for what comes after the view. */
    Map<TopicPartition, Long> following() {
        Map<TopicPartition, Long> live = new HashMap<>();
        List.of(Topics.GATE_STATUS, Topics.CHECK_RUNS, Topics.CHECK_RESULTS).forEach(
                topic -> live.put(at(topic), ends.get(at(topic))));
        return live;
    }

    PlanView view() {
        Map<String, ConsumerRecord<String, byte[]>> newest = new HashMap<>();
        Map<TopicPartition, Long> states = new HashMap<>();
        List.of(Topics.PLANS, Topics.PLAN_STATES, Topics.GATE_STATUS, Topics.APPROVAL_REQUIREMENTS).forEach(
                topic -> states.put(at(topic), ends.get(at(topic))));
        reader.readAll(states, record -> {
            if (plan.equals(record.key())) {
                newest.put(record.topic(), record);
            }
        });
        Optional<Plan> published = value(Topics.PLANS, newest);
        Optional<PlanState> state = value(Topics.PLAN_STATES, newest);
        Optional<GateStatus> gate = value(Topics.GATE_STATUS, newest);
        Optional<ApprovalRequirement> requirement = value(Topics.APPROVAL_REQUIREMENTS, newest);
        Optional<CheckRun> run = newestRun();
        return new PlanView(plan, published, state, gate, requirement, run, run.map(this::results).orElse(List.of()));
    }

    private Optional<CheckRun> newestRun() {
        TopicPartition runs = at(Topics.CHECK_RUNS);
        return reader.last(runs, ends.get(runs), record -> plan.equals(record.key())).flatMap(
                record -> reader.value(Topics.CHECK_RUNS, record));
    }

    private List<CheckResult> results(CheckRun run) {
        TopicPartition partition = at(Topics.CHECK_RESULTS);
        Instant since = Instant.ofEpochMilli(Timestamps.toMillis(run.getCreateTime())).minusSeconds(CLOCK_SKEW_SECONDS);
        List<CheckResult> results = new ArrayList<>();
        reader.readSince(partition, since, ends.get(partition), record -> {
            if (plan.equals(record.key())) {
                reader.value(Topics.CHECK_RESULTS, record).filter(result -> result.getRun() == run.getRun()).ifPresent(
                        results::add);
            }
        });
        return results;
    }

    private TopicPartition at(Topic<?> topic) {
        return reader.partition(topic, plan);
    }

    private <V extends Message> Optional<V> value(Topic<V> topic, Map<String, ConsumerRecord<String, byte[]>> newest) {
        return Optional.ofNullable(newest.get(topic.name())).flatMap(record -> reader.value(topic, record));
    }
}
