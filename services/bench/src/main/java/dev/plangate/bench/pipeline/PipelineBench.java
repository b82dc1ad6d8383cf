package dev.plangate.bench.pipeline;

import dev.plangate.bench.Progress;
import dev.plangate.bench.pipeline.Timeline.Milestone;
import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.CheckJob;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import dev.plangate.v1.CheckOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plangate bench pipeline}. */
@Command(name = "pipeline", mixinStandardHelpOptions = true, description = {
        "Plans through the whole pipeline, with a check that costs nothing: broker, Postgres and every service in this JVM.",
        "Exit 0 when it was measured, 1 when plans got lost on the way.", "",
        "Example: plangate bench pipeline --plans 20000 --rate 200 --json"})
public final class PipelineBench implements Callable<Integer> {
    /** Plans that are sure to reach every partition. */
    private static final int READY = 100;

    @Option(names = "--plans", defaultValue = "20000", description = "Plans at full speed (default: ${DEFAULT-VALUE}).")
    int plans;

    @Option(names = "--rate", defaultValue = "200", description = "Plans per second of the open loop (default: ${DEFAULT-VALUE}).")
    int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "Length of the open loop (default: ${DEFAULT-VALUE}).")
    int seconds;

    @Option(names = "--warm-up", defaultValue = "5000", description = "Plans that are not counted, first (default: ${DEFAULT-VALUE}).")
    int warmUp;

    @Option(names = "--json", description = "One JSON object instead of the table.")
    boolean json;

    @Override
    public Integer call() throws SQLException {
        var progress = Progress.onStandardError();
        progress.step("starting broker, Postgres and services");
        try (Standalone plangate = Standalone.start(new StandaloneOptions().checks(new CostsNothing())
                .setting("gate.commit.interval", "50ms").postgres("synchronous_commit", "on").postgres("fsync", "on"));
                var load = new Load(plangate.bootstrapServers(), plangate.registryUrl());
                var observer = new Observer(plangate.bootstrapServers(), plangate.registryUrl())) {
            fullSpeed("warm", warmUp, load, observer, progress);
            Timeline full = fullSpeed("full", plans, load, observer, progress);
            Timeline open = openLoop(load, observer, progress);
            progress.step("raw ceiling of the same Postgres");
            double raw = RawCeiling.measure(plangate.jdbcUrl(), plangate.jdbcUser(), plangate.jdbcPassword(),
                    Duration.ofSeconds(5));
            progress.end();
            var figures = new Figures(plans, plans * 1e9 / full.span(Milestone.COMMANDED), Figures.Stages.of(full),
                    rate,
                    Figures.Stages.of(open), raw);
            System.out.println(json ? figures.json() : figures.table());
            return 0;
        } catch (IllegalStateException e) {
            progress.end();
            System.err.println("bench: " + e.getMessage());
            return 1;
        }
    }

    private static Timeline fullSpeed(String series, int count, Load load, Observer observer, Progress progress) {
        prepare(series, count, load, observer, progress);
        var timeline = new Timeline(count);
        observer.watch(series, timeline);
        progress.step("%s: %,d plans at full speed".formatted(series, count));
        load.atFullSpeed(series, count, timeline);
        observer.await(Milestone.ROLLED_OUT, count, progress);
        observer.await(Milestone.CHECKED, count, progress);
        return timeline;
    }

    /** The issues are open before the clock starts: what was published for them has been worked off once these plans are through. */
    private static void prepare(String series, int count, Load load, Observer observer, Progress progress) {
        String ready = "ready-" + series;
        var timeline = new Timeline(READY);
        observer.watch(ready, timeline);
        load.prepare(series, count);
        load.prepare(ready, READY);
        load.atFullSpeed(ready, READY, timeline);
        observer.await(Milestone.ROLLED_OUT, READY, progress);
    }

    private Timeline openLoop(Load load, Observer observer, Progress progress) {
        int count = rate * seconds;
        prepare("open", count, load, observer, progress);
        var timeline = new Timeline(count);
        observer.watch("open", timeline);
        progress.step("open: %,d plans at %,d a second".formatted(count, rate));
        load.openLoop("open", count, rate, timeline);
        observer.await(Milestone.ROLLED_OUT, count, progress);
        observer.await(Milestone.CHECKED, count, progress);
        return timeline;
    }

    /** Every check succeeds at once. */
    private static final class CostsNothing implements CheckEngine {
        @Override
        public List<CheckOutcome> check(CheckJob job) {
            return job.types().stream().sorted().map(type -> CheckOutcome.newBuilder()
                    .setStatus(CheckOutcome.Status.SUCCESS).setTitle("ok").setTarget(job.target()).setType(type)
                    .setSheetSha256(job.sheetSha256()).build()).toList();
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
