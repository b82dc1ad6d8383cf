package dev.plangate.bench;

import dev.plangate.bench.checks.ChecksBench;
import dev.plangate.bench.large.LargePlanBench;
import dev.plangate.bench.migration.MigrationBench;
import dev.plangate.bench.pipeline.PipelineBench;
import dev.plangate.bench.zombie.ZombieBench;
import picocli.CommandLine.Command;

/** {@code plangate bench}: the benchmarks. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = {"Measures Plangate on this machine.", "",
        "Example: plangate bench pipeline --json"}, subcommands = {PipelineBench.class, ChecksBench.class,
                LargePlanBench.class, MigrationBench.class,
                ZombieBench.class})
public final class BenchCommand {}
