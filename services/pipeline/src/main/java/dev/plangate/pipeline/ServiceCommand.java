package dev.plangate.pipeline;

import dev.plangate.pipeline.console.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Runs one service until SIGTERM. */
@Command(exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:stopped cleanly",
        "1:could not start, or died", "2:the settings are wrong"})
final class ServiceCommand implements Callable<Integer> {
    private final ServiceName service;
    private final Session session;

    private ServiceCommand(ServiceName service, Session session) {
        this.service = service;
        this.session = session;
    }

    static CommandSpec of(ServiceName service, Session session) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new ServiceCommand(service, session),
                CommandLine.defaultFactory());
        spec.name(service.label()).usageMessage().description(service.description(),
                "Runs until SIGTERM; /livez, /readyz and /metrics answer on http.port.").footer("", "Example:",
                        "  PLANGATE_CONFIG=plangate.properties plangate " + service.label());
        return spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        return ServiceProcess.run(session, List.of(service));
    }
}
