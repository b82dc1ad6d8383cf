package dev.plangate.pipeline;

import dev.plangate.pipeline.console.Session;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs several services in one process. */
@Command(name = "all", aliases = "all-in-one", description = {"Run several services in one process, by default all.",
        "Runs until SIGTERM; /livez, /readyz and /metrics answer on http.port."}, footer = {"", "Example:",
                "  plangate all gate rollouts"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                        "0:stopped cleanly", "1:could not start, or died", "2:the settings are wrong"})
final class AllCommand implements Callable<Integer> {
    private final Session session;
    @Parameters(paramLabel = "SERVICE", description = "${COMPLETION-CANDIDATES}")
    private List<ServiceName> services = List.of();

    AllCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<ServiceName> chosen = Arrays.stream(ServiceName.values()).filter(
                name -> services.isEmpty() || services.contains(name)).toList();
        return ServiceProcess.run(session, chosen);
    }
}
