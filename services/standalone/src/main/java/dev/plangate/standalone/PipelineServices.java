package dev.plangate.standalone;

import dev.plangate.checks.Instances;
import dev.plangate.pipeline.ServiceName;
import dev.plangate.pipeline.Shared;
import dev.plangate.pipeline.Wiring;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.runtime.Metrics;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.worker.Checking;
import dev.plangate.pipeline.worker.Targets;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of the pipeline in this JVM. They share a pool of connections, and wake each other instead of polling. */
public record PipelineServices(List<Service> all, Shared shared) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineServices.class);

    /** Puts them together; starts nothing. */
    public static PipelineServices of(Settings settings, Metrics metrics, StandaloneOptions options) {
        var shared = Shared.open(settings, options.environment(), metrics.registry());
        if (!options.services()) {
            return new PipelineServices(List.of(), shared);
        }
        try {
            return new PipelineServices(services(shared, options), shared);
        } catch (RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    /** Starts all of them; they become ready by and by. */
    public void start() {
        all.forEach(Service::start);
    }

    /** Stops in reverse order: what takes in first, what hands out last. */
    @Override
    public void close() {
        for (var service : all.reversed()) {
            try {
                service.close();
            } catch (RuntimeException e) {
                LOG.warn("{} did not stop cleanly", service.name(), e);
            }
        }
        shared.close();
    }

    private static List<Service> services(Shared shared, StandaloneOptions options) {
        var names = Arrays.stream(ServiceName.values())
                .filter(name -> name != ServiceName.API || options.apiPort().isPresent()).toList();
        return Wiring.services(names, shared, () -> checking(shared.settings(), options));
    }

    /** Without a file of instances all the rest can be tried: each check says that its instance is not known. */
    private static Checking checking(Settings settings, StandaloneOptions options) {
        var instances = settings.worker().instancesFile().map(file -> Instances.load(file, options.environment()))
                .orElseGet(() -> Instances.of(List.of()));
        return options.checks().map(engine -> new Checking(engine, Targets.of(instances)))
                .orElseGet(() -> Checking.on(instances));
    }
}
