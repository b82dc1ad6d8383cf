package dev.plangate.bench.pipeline;

import dev.plangate.bench.pipeline.Timeline.Milestone;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was measured.
 *
 * @param plans          of the run at full speed
 * @param plansPerSecond from the first plan event to the last create-rollout command
 * @param fullSpeed      each stage at full speed
 * @param rate           plans per second of the open loop
 * @param openLoop       each stage at that rate
 * @param rawRuns        runs per second of the same Postgres alone
 */
record Figures(int plans, double plansPerSecond, Stages fullSpeed, int rate, Stages openLoop, double rawRuns) {

    /** Times of each stage. */
    record Stages(Map<String, Quantiles> byName) {
        static Stages of(Timeline timeline) {
            var stages = new LinkedHashMap<String, Quantiles>();
            stages.put("intake", Quantiles.of(timeline.between(Milestone.SENT, Milestone.QUEUED)));
            stages.put("check", Quantiles.of(timeline.between(Milestone.QUEUED, Milestone.CHECKED)));
            stages.put("gate", Quantiles.of(timeline.between(Milestone.CHECKED, Milestone.COMMANDED)));
            stages.put("rollout", Quantiles.of(timeline.between(Milestone.COMMANDED, Milestone.ROLLED_OUT)));
            stages.put("plan to command", Quantiles.of(timeline.between(Milestone.SENT, Milestone.COMMANDED)));
            stages.put("plan to rollout", Quantiles.of(timeline.between(Milestone.SENT, Milestone.ROLLED_OUT)));
            return new Stages(stages);
        }

        Quantiles whole() {
            return byName.get("plan to command");
        }
    }

    /** In milliseconds. */
    record Quantiles(double p50, double p99, double max) {
        static Quantiles of(Histogram micros) {
            return new Quantiles(micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }

    String table() {
        var text = new StringBuilder();
        text.append(
                "%nfull speed: %,d plans, %,.0f plans/s from the first plan event to the last create-rollout command%n"
                        .formatted(plans, plansPerSecond));
        text.append(
                "raw ceiling: %,.0f runs/s of the same Postgres (claim + complete + two outbox rows, batches of 200); ratio %.2f%n"
                        .formatted(rawRuns, plansPerSecond / rawRuns));
        text.append("%n%-18s %28s %28s%n".formatted("", "full speed, ms", rate + " plans/s open loop, ms"));
        text.append("%-18s %9s %9s %9s%9s %9s %9s%n".formatted("stage", "p50", "p99", "max", "p50", "p99", "max"));
        fullSpeed.byName().forEach((name, full) -> {
            Quantiles open = openLoop.byName().get(name);
            text.append("%-18s %9.1f %9.1f %9.1f%9.1f %9.1f %9.1f%n".formatted(name, full.p50(), full.p99(), full.max(),
                    open.p50(), open.p99(), open.max()));
        });
        return text.toString();
    }

    String json() {
        var stages = new StringBuilder();
        openLoop.byName()
                .forEach((name, q) -> stages.append(stages.isEmpty() ? "" : ",").append(String.format(Locale.ROOT,
                        "\"%s\":{\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f}", name.replace(' ', '_'), q.p50(),
                        q.p99(), q.max())));
        return String.format(Locale.ROOT,
                "{\"plans\":%d,\"plans_per_second\":%.1f,\"rate\":%d,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"full_speed_p50_ms\":%.2f,\"full_speed_p99_ms\":%.2f,\"raw_runs_per_second\":%.1f,\"ratio_to_raw\":%.4f,\"stages\":{%s}}",
                plans, plansPerSecond, rate, openLoop.whole().p50(), openLoop.whole().p99(), fullSpeed.whole().p50(),
                fullSpeed.whole().p99(), rawRuns, plansPerSecond / rawRuns, stages);
    }
}
