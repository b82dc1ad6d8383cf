package dev.plangate.pipeline;

import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.runtime.HealthServer;
import dev.plangate.pipeline.runtime.Logs;
import dev.plangate.pipeline.runtime.Metrics;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.runtime.ServiceRunner;
import dev.plangate.pipeline.worker.Checking;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of services: settings, logs, what they share, health, and the run until SIGTERM. */
public final class ServiceProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private ServiceProcess() {}

    /** Runs services that check what the settings name. */
    static int run(Session session, List<ServiceName> names) throws InterruptedException {
        return run(session, names, Wiring::checking);
    }

    /**
     * Runs services until SIGTERM, or until one of them dies.
     *
     * @param checking what a worker among them checks with
     * @return the exit code of the process
     */
    public static int run(Session session, List<ServiceName> names, Function<Shared, Checking> checking)
            throws InterruptedException {
        Settings settings = Settings.ofEnvironment(session.environment());
        Logs.configure(settings.log(), session.terminal());
        try (Metrics metrics = new Metrics(settings.deployment().name());
                Shared shared = Shared.open(settings, session.environment(), metrics.registry())) {
            if (names.stream().anyMatch(ServiceName::needsDatabase)) {
                shared.requireSchema();
            }
            List<Service> services = Wiring.services(names, shared, () -> checking.apply(shared));
            ServiceRunner runner = new ServiceRunner(services, settings.deployment().stopTimeout());
            InetSocketAddress address = new InetSocketAddress(settings.http().host(), settings.http().port());
            try (HealthServer health = new HealthServer(address, runner::alive, runner::health,
                    metrics.registry()::scrape)) {
                LOG.info("{} of deployment {}; health and metrics on port {}", names, settings.deployment().name(),
                        health.port());
                runner.stopAtSignal(Logs::stop);
                return runner.run();
            }
        }
    }
}
