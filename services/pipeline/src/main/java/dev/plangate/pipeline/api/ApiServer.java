package dev.plangate.pipeline.api;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.docs.DocService;
import com.linecorp.armeria.server.grpc.GrpcHealthCheckService;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule;
import dev.plangate.pipeline.config.ApiSettings;
import io.grpc.ServerInterceptors;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** What listens: gRPC, HTTP with JSON, health, reflection and a page of documentation on one port. */
final class ApiServer implements AutoCloseable {
    private static final int LARGEST_REQUEST = 1 << 20;
    private static final int MOST_CONNECTIONS = 10_000;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(90);

    private final InetSocketAddress address;
    private final Server server;

    /**
     * Does not listen yet.
     *
     * @param ready what health answers
     */
    ApiServer(ApiSettings settings, PlanCheckEndpoint endpoint, Gatekeeper gatekeeper, WatchRoute watches,
            Executor threads, BooleanSupplier ready, MeterRegistry meters) {
        var readiness = new Readiness(ready);
        GrpcService grpc = GrpcService.builder()
                .addService(ServerInterceptors.intercept(endpoint, new AccessInterceptor(gatekeeper, threads)))
                .addService(GrpcHealthCheckService.of(readiness))
                .addService(ProtoReflectionServiceV1.newInstance())
                .enableHttpJsonTranscoding(HttpJsonTranscodingOptions.builder().errorHandler(new JsonErrors())
                        .queryParamMatchRules(HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE,
                                HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD)
                        .build())
                .maxRequestMessageLength(LARGEST_REQUEST).build();
        this.address = new InetSocketAddress(settings.host(), settings.port());
        ServerBuilder builder = Server.builder().service(WatchRoute.PATH, watches).service(grpc)
                .serviceUnder("/docs", DocService.builder().build()).meterRegistry(meters).disableServerHeader()
                .requestTimeout(LONGEST_CALL).maxRequestLength(LARGEST_REQUEST).maxNumConnections(MOST_CONNECTIONS)
                .gracefulShutdownTimeout(Duration.ofMillis(200), Duration.ofSeconds(3)).serverListener(readiness);
        builder.decorator(new JsonBodies());
        if (!settings.authenticated()) {
            builder.decorator(new LocalOnly());
        }
        if (settings.certificate().isPresent()) {
            builder.tls(TlsKeyPair.of(settings.key().orElseThrow().toFile(),
                    settings.certificate().orElseThrow().toFile()));
        }
        this.server = builder.port(address,
                settings.certificate().isPresent() ? SessionProtocol.HTTPS : SessionProtocol.HTTP).build();
    }

    /**
     * Listens when it returns.
     *
     * @throws UncheckedIOException with a BindException when the address cannot be taken
     */
    void start() {
        try {
            server.start().join();
        } catch (CompletionException e) {
            throw new UncheckedIOException(
                    new BindException("The API cannot listen on %s:%d: %s. Set api.host and api.port."
                            .formatted(address.getHostString(), address.getPort(), e.getCause().getMessage())));
        }
    }

    /** The port that it listens on. */
    int port() {
        return server.activeLocalPort();
    }

    @Override
    public void close() {
        server.stop().join();
    }
}
