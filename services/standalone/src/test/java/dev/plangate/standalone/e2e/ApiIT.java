package dev.plangate.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.FieldMask;
import com.google.rpc.BadRequest;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import dev.plangate.contract.Sha256;
import dev.plangate.standalone.Await;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import dev.plangate.v1.CancelPlanCheckRunRequest;
import dev.plangate.v1.CheckRequestAnswer;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CreateRolloutRequest;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GetApprovalRequirementRequest;
import dev.plangate.v1.GetGateStatusRequest;
import dev.plangate.v1.GetPlanCheckRunRequest;
import dev.plangate.v1.ListCheckResultsRequest;
import dev.plangate.v1.ListPlanCheckRunsRequest;
import dev.plangate.v1.ListRolloutsRequest;
import dev.plangate.v1.PlanCheckRun;
import dev.plangate.v1.PlanEvent;
import dev.plangate.v1.PlanRollout;
import dev.plangate.v1.RetryFailedTargetsRequest;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RunPlanChecksRequest;
import dev.plangate.v1.WatchPlanRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as programs use it, over gRPC and over HTTP, on the running pipeline. */
class ApiIT {
    private static final String ADMIN = "admin-token-of-the-tests";
    private static final String VIEWER = "viewer-token-of-the-tests";
    private static final String SHOP = "shop-operator-of-the-tests";

    @TempDir
    static Path dir;
    private static Standalone plangate;
    private static Upstream upstream;
    private static ApiClient api;

    @BeforeAll
    static void start() throws IOException {
        Path tokens = Files.writeString(dir.resolve("tokens.yaml"), """
                tokens:
                  - {name: root, sha256: %s, roles: [admin]}
                  - {name: auditor, sha256: %s, roles: [viewer]}
                  - {name: shop-ci, sha256: %s, roles: [operator@projects/shop]}
                """.formatted(Sha256.hex(ADMIN), Sha256.hex(VIEWER), Sha256.hex(SHOP)));
        plangate = Standalone.start(new StandaloneOptions().checks(Given.engine()).apiPort(0)
                .setting("api.tokens.file", tokens.toString()).setting("api.rate.burst", "2000"));
        upstream = new Upstream(plangate.bootstrapServers(), plangate.registryUrl());
        upstream.publish(Given.project("shop", true, true)).publish(Given.project("free", false, false))
                .publishSheet(Given.FINE).publishSheet(Given.WRONG).flush();
        api = new ApiClient(plangate.apiUrl().orElseThrow());
    }

    @AfterAll
    static void stop() {
        api.close();
        upstream.close();
        plangate.close();
    }

    @Test
    void aRunIsReadOverGrpcAndHttp() {
        String plan = checked("shop", "read", Given.WRONG);

        PlanCheckRun run = api.grpc(VIEWER).getPlanCheckRun(run(plan + "/checkRuns/1"));
        assertThat(run.getStatus()).isEqualTo(CheckRun.Status.DONE);
        assertThat(run.getErrors()).isPositive();
        assertThat(run.getCurrent()).isTrue();
        assertThat(api.grpc(VIEWER).getPlanCheckRun(run(plan + "/checkRuns/-"))).isEqualTo(run);
        var results = api.grpc(VIEWER).listCheckResults(
                ListCheckResultsRequest.newBuilder().setParent(plan + "/checkRuns/-").build());
        assertThat(results.getResultsList()).singleElement().satisfies(
                result -> assertThat(result.getTarget()).isEqualTo("instances/demo/databases/shop"));

        ApiClient.Answer http = api.get(VIEWER, "/v1/" + plan + "/checkRuns/1");
        assertThat(http.status()).isEqualTo(200);
        assertThat(http.json().path("name").asText()).isEqualTo(plan + "/checkRuns/1");
        assertThat(http.json().path("status").asText()).isEqualTo("DONE");
        assertThat(api.get(VIEWER, "/v1/" + plan + "/checkRuns/1/results").json().path("results")).hasSize(1);
        for (String parameter : List.of("readMask", "read_mask")) {
            JsonNode masked = api.get(VIEWER, "/v1/" + plan + "/checkRuns/1?" + parameter + "=status").json();
            assertThat(masked.fieldNames()).toIterable().containsExactly("status");
        }
        assertThat(api.grpc(VIEWER).getPlanCheckRun(run(plan + "/checkRuns/1").toBuilder().setReadMask(
                FieldMask.newBuilder().addPaths("name")).build()))
                .isEqualTo(PlanCheckRun.newBuilder().setName(run.getName()).build());
    }

    @Test
    void runsAreListedInPagesAndFiltered() {
        List<String> plans = IntStream.range(0, 5).mapToObj(i -> checked("free", "listed-" + i,
                i == 3 ? Given.WRONG : Given.FINE)).toList();

        List<String> names = new ArrayList<>();
        var request = ListPlanCheckRunsRequest.newBuilder().setParent("projects/free/plans/-").setPageSize(2)
                .setFilter("status = DONE AND create_time > \"2020-01-01T00:00:00Z\"").setOrderBy("create_time desc");
        do {
            var page = api.grpc(VIEWER).listPlanCheckRuns(request.build());
            assertThat(page.getCheckRunsCount()).isLessThanOrEqualTo(2);
            page.getCheckRunsList().forEach(run -> names.add(run.getName()));
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        assertThat(names).doesNotHaveDuplicates().containsAll(plans.stream().map(p -> p + "/checkRuns/1").toList());

        var wrong = api.get(VIEWER, "/v1/projects/free/plans/-/checkRuns?filter=result_status%20%3D%20ERROR").json();
        assertThat(wrong.path("checkRuns").findValuesAsText("name")).contains(plans.get(3) + "/checkRuns/1")
                .doesNotContain(plans.get(2) + "/checkRuns/1");
        assertThat(api.grpc(VIEWER).listPlanCheckRuns(ListPlanCheckRunsRequest.newBuilder().setParent(plans.get(0))
                .build()).getCheckRunsList()).hasSize(1);
    }

    @Test
    void checksAreRunAgainOnceForEachRequestId() {
        String plan = checked("shop", "again", Given.WRONG);
        var request = RunPlanChecksRequest.newBuilder().setName(plan).setRequestId(UUID.randomUUID().toString())
                .build();

        CheckRequestAnswer first = api.grpc(SHOP).runPlanChecks(request);
        assertThat(first.getState()).isEqualTo(CheckRequestAnswer.State.TAKEN);
        assertThat(first.getCheckRun().getName()).isEqualTo(plan + "/checkRuns/2");
        CheckRequestAnswer second = api.grpc(SHOP).runPlanChecks(request);
        assertThat(second.getCheckRun().getName()).isEqualTo(plan + "/checkRuns/2");

        awaitRun(plan + "/checkRuns/2", CheckRun.Status.DONE);
        ApiClient.Answer http = api.post(SHOP, "/v1/" + plan + ":runChecks", "{}");
        assertThat(http.status()).as(http.json().toString()).isEqualTo(200);
        assertThat(http.json().path("checkRun").path("name").asText()).isEqualTo(plan + "/checkRuns/3");
        awaitRun(plan + "/checkRuns/3", CheckRun.Status.DONE);
        CheckRequestAnswer retry = api.grpc(SHOP).retryFailedTargets(
                RetryFailedTargetsRequest.newBuilder().setName(plan + "/checkRuns/3").build());
        assertThat(retry.getCheckRun().getRetryOf()).isEqualTo(3);
        assertThat(api.grpc(VIEWER).getPlanCheckRun(run(plan + "/checkRuns/1")).getCurrent()).isFalse();

        var stale = refused(() -> api.grpc(SHOP).runPlanChecks(request.toBuilder().setRequestId("").setRevision(7)
                .build()), Status.Code.ABORTED);
        assertThat(ApiClient.reason(stale)).isEqualTo("REVISION_NOT_NEWEST");
        var used = refused(() -> api.grpc(ADMIN).runPlanChecks(request.toBuilder().setName(
                checked("free", "other", Given.FINE)).build()), Status.Code.INVALID_ARGUMENT);
        assertThat(violation(used)).isEqualTo("request_id");
    }

    @Test
    void aRunThatWaitsIsCancelled() {
        // Its sheet never comes.
        String plan = Given.plan("shop", "waits");
        upstream.publish(Given.plan(plan, 1, "select 'a sheet that nobody publishes'")).flush();
        awaitRun(plan + "/checkRuns/1", CheckRun.Status.AVAILABLE);

        CheckRequestAnswer answer = api.grpc(SHOP).cancelPlanCheckRun(
                CancelPlanCheckRunRequest.newBuilder().setName(plan + "/checkRuns/1").build());

        assertThat(answer.getCheckRun().getStatus()).isEqualTo(CheckRun.Status.CANCELED);
        assertThat(answer.getCheckRun().getError()).contains("tokens/shop-ci");
        ApiClient.Answer again = api.post(SHOP, "/v1/" + plan + "/checkRuns/1:cancel", "{}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.error()).isEqualTo("FAILED_PRECONDITION");
        assertThat(again.reason()).isEqualTo("RUN_ENDED");
    }

    @Test
    void theGateAnswersWhoAsksForARollout() {
        String plan = checked("shop", "by-hand", Given.FINE);
        String id = UUID.randomUUID().toString();
        var request = CreateRolloutRequest.newBuilder().setParent(plan).setRequestId(id).build();

        var failed = refused(() -> api.grpc(SHOP).createRollout(request), Status.Code.FAILED_PRECONDITION);
        assertThat(ApiClient.detail(failed, PreconditionFailure.class).getViolationsList())
                .extracting(PreconditionFailure.Violation::getType).contains("ISSUE_OPEN", "APPROVED")
                .doesNotContain("CHECKS_PASSED");
        // Asked again, the same request has the same answer.
        refused(() -> api.grpc(SHOP).createRollout(request), Status.Code.FAILED_PRECONDITION);
        var override = RolloutRequest.Override.newBuilder().setReason("a test");
        refused(() -> api.grpc(SHOP).createRollout(request.toBuilder().setOverride(override).build()),
                Status.Code.PERMISSION_DENIED);
        refused(() -> api.grpc(SHOP).createRollout(request.toBuilder().setRequestId("").setRevision(2).build()),
                Status.Code.ABORTED);

        PlanRollout made = api.grpc(ADMIN).createRollout(
                request.toBuilder().clearRequestId().setOverride(override).build());
        assertThat(made.getName()).isEqualTo(plan + "/rollouts/1");
        assertThat(made.getRequester()).isEqualTo("tokens/root");
        Await.until("the rollout is listed", () -> api.grpc(VIEWER).listRollouts(ListRolloutsRequest.newBuilder()
                .setParent(plan).build()).getRolloutsList().stream()
                .anyMatch(rollout -> rollout.getState() == PlanRollout.State.CREATED
                        && rollout.getOverrideReason().equals("a test")));
        Await.until("the gate knows", () -> status(plan).getPhase() == GateStatus.Phase.ROLLED_OUT);
        ApiClient.Answer again = api.post(SHOP, "/v1/" + plan + "/rollouts", "{}");
        assertThat(again.status()).as(again.json().toString()).isEqualTo(409);
        assertThat(again.error()).isEqualTo("ALREADY_EXISTS");
        var late = refused(() -> api.grpc(SHOP).runPlanChecks(RunPlanChecksRequest.newBuilder().setName(plan).build()),
                Status.Code.FAILED_PRECONDITION);
        assertThat(ApiClient.reason(late)).isEqualTo("ROLLED_OUT");
        assertThat(api.get(VIEWER, "/v1/projects/shop/plans/-/rollouts?filter=requester%20%3D%20%22tokens%2Froot%22")
                .json().path("rollouts").findValuesAsText("name")).contains(plan + "/rollouts/1");
    }

    @Test
    void gateStatusAndRequirementAreRead() {
        String plan = checked("shop", "explained", Given.FINE);
        assertThat(ApiClient.detail(refused(() -> api.grpc(VIEWER).getApprovalRequirement(
                GetApprovalRequirementRequest.newBuilder().setName(plan + "/approvalRequirement").build()),
                Status.Code.NOT_FOUND), ResourceInfo.class).getResourceName())
                .isEqualTo(plan + "/approvalRequirement");
        upstream.publish(Given.open(plan)).flush();

        Await.until("a requirement", () -> api.get(VIEWER, "/v1/" + plan + "/approvalRequirement").status() == 200);
        assertThat(api.get(VIEWER, "/v1/" + plan + "/approvalRequirement").json().path("plan").asText())
                .isEqualTo(plan);
        Await.until("a status", () -> api.get(VIEWER, "/v1/" + plan + "/gateStatus").json().path("phase").asText()
                .equals("BLOCKED"));
        assertThat(status(plan).getConditionsCount()).isGreaterThan(5);
    }

    @Test
    void aWatchShowsWhatIsThereAndEndsWithTheRollout() {
        String plan = checked("shop", "watched", Given.FINE);
        upstream.publish(Given.approved(plan, 1)).flush();

        List<PlanEvent> events = new ArrayList<>();
        api.grpc(VIEWER).watchPlan(WatchPlanRequest.newBuilder().setName(plan).build()).forEachRemaining(events::add);

        assertThat(events).anyMatch(event -> event.getCheckRun().getStatus() == CheckRun.Status.DONE);
        assertThat(events).filteredOn(PlanEvent::hasCheckResult).hasSize(1);
        assertThat(events).anyMatch(event -> event.getGateStatus().getPhase() == GateStatus.Phase.ROLLED_OUT);
        List<String> lines = api.lines(VIEWER, "/v1/" + plan + ":watch").toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(3).anyMatch(line -> line.contains("\"checkResult\""));
        assertThat(lines.getLast()).contains("ROLLED_OUT");
        assertThat(api.lines(VIEWER, "/v1/projects/shop/plans/never:watch").toList())
                .singleElement().asString().contains("NOT_FOUND");
    }

    @Test
    void badInputIsNamed() {
        String plan = checked("shop", "bad-input", Given.FINE);
        var list = ListPlanCheckRunsRequest.newBuilder().setParent(plan);
        assertThat(violation(refused(() -> api.grpc(VIEWER).listPlanCheckRuns(list.clone().setPageToken("nonsense")
                .build()), Status.Code.INVALID_ARGUMENT))).isEqualTo("page_token");
        assertThat(violation(refused(() -> api.grpc(VIEWER).listPlanCheckRuns(list.clone().setFilter("status == DONE")
                .build()), Status.Code.INVALID_ARGUMENT))).isEqualTo("filter");
        ApiClient.Answer filter = api.get(VIEWER, "/v1/" + plan + "/checkRuns?filter=color%20%3D%20red");
        assertThat(filter.status()).isEqualTo(400);
        assertThat(filter.json().path("error").path("message").asText()).contains("at character 1", "color");
        var unknown = refused(() -> api.grpc(VIEWER).getGateStatus(GetGateStatusRequest.newBuilder()
                .setName("projects/shop/plans/never/gateStatus").build()), Status.Code.NOT_FOUND);
        assertThat(ApiClient.detail(unknown, ResourceInfo.class).getResourceName())
                .isEqualTo("projects/shop/plans/never");
        assertThat(api.get(VIEWER, "/v1/projects/shop/plans/never/gateStatus").status()).isEqualTo(404);
        assertThat(violation(refused(() -> api.grpc(VIEWER).getPlanCheckRun(run(plan + "/checkRuns/last")),
                Status.Code.INVALID_ARGUMENT))).isEqualTo("name");
        assertThat(violation(refused(() -> api.grpc(SHOP).runPlanChecks(RunPlanChecksRequest.newBuilder().setName(plan)
                .setRequestId("1").build()), Status.Code.INVALID_ARGUMENT))).isEqualTo("request_id");
    }

    /** What grpcurl and probes ask. */
    @Test
    void healthAndReflectionNeedNoToken() throws Exception {
        assertThat(HealthGrpc.newBlockingStub(api.channel()).check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        var services = new CompletableFuture<List<String>>();
        var asked = ServerReflectionGrpc.newStub(api.channel()).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse response) {
                services.complete(response.getListServicesResponse().getServiceList().stream()
                        .map(ServiceResponse::getName).toList());
            }

            @Override
            public void onError(Throwable failure) {
                services.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                // The answer came before.
            }
        });
        asked.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());

        assertThat(services.get(30, TimeUnit.SECONDS)).contains("plangate.v1.PlanCheckService");
        asked.onCompleted();
    }

    @Test
    void rolesAreHeld() {
        String plan = checked("free", "roles", Given.FINE);
        assertThat(ApiClient.reason(refused(() -> api.grpc("").getPlanCheckRun(run(plan + "/checkRuns/1")),
                Status.Code.UNAUTHENTICATED))).isEqualTo("TOKEN_MISSING");
        assertThat(ApiClient.reason(refused(() -> api.grpc("wrong").getPlanCheckRun(run(plan + "/checkRuns/1")),
                Status.Code.UNAUTHENTICATED))).isEqualTo("TOKEN_UNKNOWN");
        assertThat(api.get("", "/v1/" + plan + "/checkRuns/1").status()).isEqualTo(401);
        assertThat(ApiClient.reason(refused(() -> api.grpc(SHOP).getPlanCheckRun(run(plan + "/checkRuns/1")),
                Status.Code.PERMISSION_DENIED))).isEqualTo("ROLE_MISSING");
        assertThat(api.get(SHOP, "/v1/" + plan + "/checkRuns/1").status()).isEqualTo(403);
        assertThat(api.get(SHOP, "/v1/projects/-/plans/-/checkRuns").status()).isEqualTo(403);
        assertThat(api.post(VIEWER, "/v1/" + plan + ":runChecks", "{}").status()).isEqualTo(403);
        assertThat(api.lines("", "/v1/" + plan + ":watch").toList()).singleElement().asString()
                .contains("UNAUTHENTICATED");
        assertThat(api.lines(SHOP, "/v1/" + plan + ":watch").toList()).singleElement().asString()
                .contains("PERMISSION_DENIED");
    }

    private static String checked(String project, String id, String sql) {
        String plan = Given.plan(project, id);
        upstream.publish(Given.plan(plan, 1, sql)).flush();
        awaitRun(plan + "/checkRuns/1", CheckRun.Status.DONE);
        Await.until("the gate has seen the run of " + plan,
                () -> api.get(ADMIN, "/v1/" + plan + "/gateStatus").json().path("run").asInt() == 1);
        return plan;
    }

    private static void awaitRun(String name, CheckRun.Status status) {
        Await.until(name + " is " + status, () -> api.get(ADMIN, "/v1/" + name).json().path("status").asText()
                .equals(status.name()));
    }

    private static GateStatus status(String plan) {
        return api.grpc(VIEWER).getGateStatus(
                GetGateStatusRequest.newBuilder().setName(plan + "/gateStatus").build());
    }

    private static GetPlanCheckRunRequest run(String name) {
        return GetPlanCheckRunRequest.newBuilder().setName(name).build();
    }

    private static String violation(StatusRuntimeException failure) {
        return ApiClient.detail(failure, BadRequest.class).getFieldViolations(0).getField();
    }

    private static StatusRuntimeException refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Status.Code code) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.getStatus().getCode()).as(failure.toString()).isEqualTo(code);
        return failure;
    }
}
