package dev.plangate.bench.torture.world;

import dev.plangate.bench.torture.process.Child;
import dev.plangate.bench.torture.process.ControlServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** One process of a service: the same name and port whenever it is started. */
public final class Instance {
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final ServiceKind kind;
    private final String name;
    private final int httpPort;
    private final Function<Duration, Child> start;
    private final ControlServer control;
    private volatile Duration clock = Duration.ZERO;
    private volatile Child child;

    Instance(ServiceKind kind, String name, int httpPort, Function<Duration, Child> start, ControlServer control) {
        this.kind = kind;
        this.name = name;
        this.httpPort = httpPort;
        this.start = start;
        this.control = control;
    }

    public ServiceKind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public void start() {
        control.forget(name);
        child = start.apply(clock);
    }

    /** From its next start on its clock is so far ahead of the machine's. */
    public void moveClock(Duration ahead) {
        clock = ahead;
    }

    public void kill() {
        child.kill();
    }

    /** SIGTERM, as an orchestrator does. */
    public boolean stop() {
        return child.stop(LONGEST_STOP);
    }

    public void pause() {
        child.pause();
    }

    public void resume() {
        child.resume();
    }

    /** What all its threads do goes to its log. */
    public void printThreads() {
        child.printThreads();
    }

    public boolean alive() {
        return child != null && child.alive();
    }

    /** The line to its failpoints, once it is there. */
    public Optional<ControlServer.Line> line() {
        return control.line(name);
    }

    /** Under which name it holds leases; empty until it is known. */
    public String owner() {
        return line().map(ControlServer.Line::owner).orElse("");
    }

    /** Whether /readyz says so. */
    public boolean ready() {
        if (!alive()) {
            return false;
        }
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/readyz".formatted(httpPort)))
                    .timeout(Duration.ofSeconds(1)).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
