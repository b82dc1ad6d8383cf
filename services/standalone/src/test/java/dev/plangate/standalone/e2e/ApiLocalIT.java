package dev.plangate.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.CheckJob;
import dev.plangate.pipeline.Main;
import dev.plangate.pipeline.console.Session;
import dev.plangate.standalone.Await;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.PlanEvent;
import dev.plangate.v1.WatchPlanRequest;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Watches, and the commands that call the API, without tokens on the loopback interface. */
class ApiLocalIT {
    private static final int MANY = 1_000;
    /** As many checks of the large plan may begin before its first result was seen. */
    private static final int BEFORE_THE_FIRST = 500;
    private static final String LARGE = "select 'large'";
    private static final String WORDY = "select 'wordy'";

    private static final Engine ENGINE = new Engine();
    private static Standalone plangate;
    private static Upstream upstream;
    private static ApiClient api;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Holds the large plan back until it is told that its first result was seen; of the wordy sheet it says much. */
    private static final class Engine implements CheckEngine {
        private final AtomicInteger started = new AtomicInteger();
        private final Semaphore allowed = new Semaphore(BEFORE_THE_FIRST);

        @Override
        public List<CheckOutcome> check(CheckJob job) {
            if (job.sql().equals(LARGE)) {
                started.incrementAndGet();
                allowed.acquireUninterruptibly();
            }
            String content = job.sql().equals(WORDY) ? "x".repeat(20_000) : "";
            CheckOutcome.Status status = job.sql().equals(Given.WRONG)
                    ? CheckOutcome.Status.ERROR
                    : CheckOutcome.Status.SUCCESS;
            return job.types().stream().sorted().map(type -> CheckOutcome.newBuilder().setStatus(status)
                    .setTitle("test").setContent(content).setTarget(job.target()).setType(type)
                    .setSheetSha256(job.sheetSha256()).build()).toList();
        }

        @Override
        public void close() {
            allowed.release(MANY);
        }
    }

    @BeforeAll
    static void start() {
        plangate = Standalone.start(new StandaloneOptions().checks(ENGINE).apiPort(0).setting("api.watch.stall", "2s")
                .setting("worker.target.deadline", "2m"));
        upstream = new Upstream(plangate.bootstrapServers(), plangate.registryUrl());
        upstream.publish(Given.project("shop", true, true)).publish(Given.project("free", false, false))
                .publishSheet(Given.FINE).publishSheet(Given.WRONG).publishSheet(LARGE).publishSheet(WORDY).flush();
        api = new ApiClient(plangate.apiUrl().orElseThrow());
    }

    @AfterAll
    static void stop() {
        api.close();
        upstream.close();
        plangate.close();
    }

    /** The checks of half the targets wait for the first result to be seen: if it came later, they would wait for ever. */
    @Test
    void theFirstOfAThousandResultsIsShownBeforeTheLastTargetHasStarted() {
        String plan = Given.plan("free", "large");
        upstream.publish(Given.plan(plan, 1, LARGE, targets(MANY))).flush();
        Await.until("the plan is known", () -> api.get("", "/v1/" + plan + "/checkRuns/-").status() == 200);

        Set<String> targets = new HashSet<>();
        GateStatus last = GateStatus.getDefaultInstance();
        var events = api.grpc("").withDeadlineAfter(150, TimeUnit.SECONDS).watchPlan(WatchPlanRequest.newBuilder()
                .setName(plan).build());
        while (events.hasNext()) {
            PlanEvent event = events.next();
            if (event.hasCheckResult()) {
                if (targets.isEmpty()) {
                    assertThat(ENGINE.started.get()).isLessThan(MANY);
                    ENGINE.allowed.release(MANY);
                }
                assertThat(targets.add(event.getCheckResult().getTarget())).as("shown once").isTrue();
            } else if (event.hasGateStatus()) {
                last = event.getGateStatus();
            }
        }

        assertThat(targets).hasSize(MANY);
        assertThat(last.getPhase()).isEqualTo(GateStatus.Phase.BLOCKED);
    }

    @Test
    void aClientThatStopsReadingIsCutOffAndHoldsUpNobody() throws Exception {
        String plan = Given.plan("free", "wordy");
        upstream.publish(Given.plan(plan, 1, WORDY, targets(60))).flush();
        Await.until("the run is done", () -> api.get("", "/v1/" + plan + "/checkRuns/1").json().path("status").asText()
                .equals("DONE"));
        var stuck = new Stuck();

        api.streams("").watchPlan(WatchPlanRequest.newBuilder().setName(plan).build(), stuck);
        stuck.first.get(60, TimeUnit.SECONDS);
        List<PlanEvent> other = new ArrayList<>();
        api.grpc("").watchPlan(WatchPlanRequest.newBuilder().setName(plan).build()).forEachRemaining(other::add);

        assertThat(other).filteredOn(PlanEvent::hasCheckResult).hasSize(60);
        Await.until("it is cut off", () -> plangate.meters().counter("plangate.api.slow.readers").count() > 0);
        // What was on its way is read; then comes why nothing more does.
        stuck.call.request(1_000);
        assertThat(stuck.end.get(60, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void commandsCallTheApi() throws Exception {
        String plan = Given.plan("shop", "commanded");
        upstream.publish(Given.plan(plan, 1, Given.WRONG)).publish(Given.open(plan)).flush();
        Await.until("the gate has judged", () -> run("explain", "shop/commanded", "--api", url()) == 0
                && out.toString().contains("BLOCKED"));
        assertThat(out.toString()).contains("NO   checks passed", "run 1 of revision 1: DONE, 1 target, ",
                "instances/demo/databases/shop: ");

        assertThat(run("runs", "list", "shop/commanded", "--api", url())).as(err.toString()).isZero();
        assertThat(out.toString()).contains(plan + "/checkRuns/1  DONE  revision 1");
        assertThat(run("runs", "get", "shop/commanded", "--json", "--api", url())).isZero();
        assertThat(out.toString()).contains("\"checkResults\":[{").contains("\"current\":true");
        assertThat(run("run", "shop/commanded", "--api", url())).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("run 2 is ");
        Await.until("run 2 is done", () -> api.get("", "/v1/" + plan + "/checkRuns/2").json().path("status").asText()
                .equals(CheckRun.Status.DONE.name()));
        assertThat(run("cancel", "shop/commanded", "--api", url())).isEqualTo(3);
        assertThat(err.toString()).contains("FAILED_PRECONDITION: run 2 is DONE");
        assertThat(run("retry", "shop/commanded", "--api", url())).as(err.toString()).isZero();
        assertThat(run("rollouts", "create", "shop/commanded", "--api", url())).isEqualTo(3);
        assertThat(err.toString()).contains("FAILED_PRECONDITION").contains("  APPROVED: ");
        assertThat(run("rollouts", "create", "shop/commanded", "--override", "a test", "--api", url()))
                .as(err.toString()).isZero();
        Await.until("it is listed", () -> run("rollouts", "list", "shop/commanded", "--api", url()) == 0
                && out.toString().contains(plan + "/rollouts/1  CREATED"));
        assertThat(run("runs", "get", "shop/never", "--api", url())).isEqualTo(3);
        assertThat(run("runs", "list", "--filter", "x", "--api", url())).isEqualTo(2);
        assertThat(run("runs", "list", "--api", "http://localhost:1")).isEqualTo(1);
        assertThat(err.toString()).contains("The API does not answer at http://localhost:1");
    }

    @Test
    void errorsAreTheSameInJson() {
        var answer = api.get("", "/v1/projects/shop/plans/never/checkRuns");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo(Code.NOT_FOUND.name());
        assertThat(answer.json().path("error").path("details").path(1).path("resourceName").asText())
                .isEqualTo("projects/shop/plans/never");
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new Session(Map.of(), false, InputStream.nullInputStream(), Clock.systemUTC()),
                new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private static String url() {
        return plangate.apiUrl().orElseThrow();
    }

    private static String[] targets(int number) {
        return IntStream.range(0, number).mapToObj("instances/demo/databases/db%04d"::formatted).toArray(String[]::new);
    }

    /** Reads one event, and then nothing. */
    private static final class Stuck implements ClientResponseObserver<WatchPlanRequest, PlanEvent> {
        private final CompletableFuture<PlanEvent> first = new CompletableFuture<>();
        private final CompletableFuture<Status> end = new CompletableFuture<>();
        private ClientCallStreamObserver<WatchPlanRequest> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchPlanRequest> stream) {
            call = stream;
            stream.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(PlanEvent event) {
            first.complete(event);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }
    }
}
