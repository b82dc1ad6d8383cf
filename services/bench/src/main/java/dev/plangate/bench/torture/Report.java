package dev.plangate.bench.torture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.HistoryVerdict;
import dev.plangate.bench.torture.fault.FaultKind;
import dev.plangate.bench.torture.fault.FaultRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a run has shown.
 *
 * @param seconds from the start of the first process to the verdict
 */
record Report(HistoryVerdict verdict, List<FaultRecord> faults, double seconds) {
    boolean green() {
        return verdict.isGreen() && faults.stream().allMatch(fault -> fault.recoveredMillis() >= 0);
    }

    String json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("green", green()).put("seed", verdict.meta().seed()).put("plans", verdict.figures().plans())
                .put("requests", verdict.figures().requests()).put("runs", verdict.figures().runs())
                .put("results", verdict.figures().results()).put("rollouts", verdict.figures().rollouts())
                .put("poison", verdict.figures().poison()).put("faults", faults.size())
                .put("faults_in_flight", faults.stream().filter(FaultRecord::inFlight).count())
                .put("faults_not_recovered", faults.stream().filter(f -> f.recoveredMillis() < 0).count());
        verdict.counts().forEach((count, number) -> json.put(count.label(), number));
        percentiles(json, "recovery", _ -> true);
        percentiles(json, "worker_kill_recovery", f -> f.kind() != FaultKind.PAUSE && f.victim().startsWith("worker-")
                && f.detail().startsWith("SIGKILL"));
        json.put("seconds", Math.round(seconds));
        ObjectNode kinds = json.putObject("faults_by_kind");
        byKind().forEach(kinds::put);
        return json.toPrettyString();
    }

    String text() {
        return "%s%n%nfaults: %d, with work in flight %d, by kind %s%nrecovery: p50 %d ms, p99 %d ms%n%.0f s".formatted(
                verdict.text(), faults.size(), faults.stream().filter(FaultRecord::inFlight).count(), byKind(),
                percentile(50, _ -> true), percentile(99, _ -> true), seconds);
    }

    private Map<String, Long> byKind() {
        return faults.stream()
                .collect(Collectors.groupingBy(f -> f.kind().label(), TreeMap::new, Collectors.counting()));
    }

    private void percentiles(ObjectNode json, String name, Predicate<FaultRecord> which) {
        json.put(name + "_p50_ms", percentile(50, which)).put(name + "_p99_ms", percentile(99, which));
    }

    private long percentile(int percent, Predicate<FaultRecord> which) {
        long[] sorted = faults.stream().filter(which).filter(f -> f.recoveredMillis() >= 0)
                .mapToLong(FaultRecord::recoveredMillis).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
