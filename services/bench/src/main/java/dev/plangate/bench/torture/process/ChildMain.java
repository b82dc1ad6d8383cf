package dev.plangate.bench.torture.process;

import dev.plangate.bench.torture.failpoint.Failpoints;
import dev.plangate.pipeline.Main;
import dev.plangate.pipeline.ServiceName;
import dev.plangate.pipeline.ServiceProcess;
import dev.plangate.pipeline.config.Environment;
import dev.plangate.pipeline.console.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** Entry point of every process that the harness starts: reports to it, ends with it, and does what it is told. */
public final class ChildMain {
    /** System property: the name of this process. */
    static final String NAME = "torture.name";
    /** System property: the harness's port. */
    static final String CONTROL = "torture.control";

    private ChildMain() {}

    /** {@code broker <dir> <cluster id> <id> <members>}, {@code worker}, or any command line of Plangate. */
    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().name("torture-parent").daemon().start(ChildMain::endWithParent);
        Failpoints.connect(Integer.getInteger(CONTROL), System.getProperty(NAME));
        switch (args[0]) {
            case "broker" -> BrokerMain.run(Path.of(args[1]), args[2], Integer.parseInt(args[3]),
                    Arrays.copyOfRange(args, 4, args.length));
            case "worker" -> System.exit(ServiceProcess.run(
                    new Session(Environment.ofProcess(), true, System.in, Clock.systemUTC()),
                    List.of(ServiceName.WORKER), SyntheticChecks::checking));
            default -> Main.main(args);
        }
    }

    /** Nobody writes into our input: it ends when the harness does. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said there
            }
        } catch (IOException e) {
            // as good as an end
        }
        Runtime.getRuntime().halt(137);
    }
}
