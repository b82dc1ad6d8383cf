package dev.plangate.bench.torture;

import dev.plangate.bench.torture.failpoint.Mutation;
import dev.plangate.bench.torture.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code plangate torture}. */
@Command(name = "torture", mixinStandardHelpOptions = true, description = {
        "Holds Plangate to its promises under injected faults: brokers, Postgres and every service as processes of their own",
        "on this machine, a random load, and faults one after the other; then a checker reads what was seen.",
        "Exit 0 when every promise was kept, 1 when not.", "",
        "Example: plangate torture --seed 7 --plans 2000 --faults 200 --json"})
public final class TortureCommand implements Callable<Integer> {
    @Option(names = "--seed", defaultValue = "1", description = "Everything random comes from it (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--plans", defaultValue = "2000", description = "Plans that upstream writes (default: ${DEFAULT-VALUE}).")
    int plans;

    @Option(names = "--faults", defaultValue = "200", description = "Faults, one after the other (default: ${DEFAULT-VALUE}).")
    int faults;

    @Option(names = "--brokers", defaultValue = "3", description = "1 or 3; brokers are only harmed when there are 3 (default: ${DEFAULT-VALUE}).")
    int brokers;

    @Option(names = "--rate", defaultValue = "12", description = "Plans that begin per second at most (default: ${DEFAULT-VALUE}).")
    double rate;

    @Option(names = "--worker-lease", defaultValue = "3", paramLabel = "<seconds>", description = "worker.lease, 3 to 60; Plangate's default is 7 (default: ${DEFAULT-VALUE}).")
    int workerLease;

    @Option(names = "--only", split = ",", paramLabel = "<kind>", converter = KindOfFault.class, description = "Kinds of faults, as the summary calls them: kill, half-close, ...; without it all.")
    List<FaultKind> kinds = List.of(FaultKind.values());

    @Option(names = "--dir", description = "Keeps history and logs there; else in a directory that is made in the temporary one.")
    Path dir;

    @Option(names = "--mutation", hidden = true, description = "A guard of the product to switch off.")
    List<Mutation> mutations = List.of();

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "One JSON object instead of the summary.")
    boolean json;

    /** As the summary calls them. */
    static final class KindOfFault implements ITypeConverter<FaultKind> {
        @Override
        public FaultKind convert(String text) {
            return Arrays.stream(FaultKind.values()).filter(kind -> kind.label().equals(text)).findFirst()
                    .orElseThrow(() -> new TypeConversionException("got '%s', wanted one of %s".formatted(text,
                            Arrays.stream(FaultKind.values()).map(FaultKind::label)
                                    .collect(Collectors.joining(", ")))));
        }
    }

    @Override
    public Integer call() throws IOException {
        if (workerLease < 3 || workerLease > 60) {
            throw new ParameterException(spec.commandLine(),
                    "--worker-lease: got %d, wanted 3 to 60 seconds".formatted(workerLease));
        }
        if (brokers == 1 && kinds.stream().allMatch(FaultKind::isOfBroker)) {
            throw new ParameterException(spec.commandLine(),
                    "--only: a lone broker is spared, wanted --brokers 3 or another kind");
        }
        Path where = dir == null ? Files.createTempDirectory("plangate-torture-") : dir;
        Report report = new Torture(new TortureOptions(seed, plans, faults, brokers, where, mutations, kinds, rate,
                Duration.ofSeconds(workerLease)),
                ProgressLine.onStandardError()).run();
        System.out.println(json ? report.json() : report.text());
        if (json && !report.green()) {
            System.err.println(report.verdict().text());
        }
        return report.green() ? 0 : 1;
    }
}
