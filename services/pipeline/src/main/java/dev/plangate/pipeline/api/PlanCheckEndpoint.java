package dev.plangate.pipeline.api;

import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Names;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CancelPlanCheckRunRequest;
import dev.plangate.v1.CheckRequestAnswer;
import dev.plangate.v1.CreateRolloutRequest;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GetApprovalRequirementRequest;
import dev.plangate.v1.GetGateStatusRequest;
import dev.plangate.v1.GetPlanCheckRunRequest;
import dev.plangate.v1.ListCheckResultsRequest;
import dev.plangate.v1.ListCheckResultsResponse;
import dev.plangate.v1.ListPlanCheckRunsRequest;
import dev.plangate.v1.ListPlanCheckRunsResponse;
import dev.plangate.v1.ListRolloutsRequest;
import dev.plangate.v1.ListRolloutsResponse;
import dev.plangate.v1.PlanCheckRun;
import dev.plangate.v1.PlanCheckServiceGrpc;
import dev.plangate.v1.PlanEvent;
import dev.plangate.v1.PlanRollout;
import dev.plangate.v1.RetryFailedTargetsRequest;
import dev.plangate.v1.RunPlanChecksRequest;
import dev.plangate.v1.WatchPlanRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The methods of the service; each call has a virtual thread. Who calls was asked before. */
final class PlanCheckEndpoint extends PlanCheckServiceGrpc.PlanCheckServiceImplBase {
    private final Reads reads;
    private final CheckRequesting checks;
    private final RolloutRequesting rollouts;
    private final Watching watching;
    private final Executor threads;
    private final Duration patience;

    /** @param patience longest wait for intake or the gate */
    PlanCheckEndpoint(Reads reads, CheckRequesting checks, RolloutRequesting rollouts, Watching watching,
            Executor threads, Duration patience) {
        this.reads = reads;
        this.checks = checks;
        this.rollouts = rollouts;
        this.watching = watching;
        this.threads = threads;
        this.patience = patience;
    }

    private interface Work<T> {
        T answer() throws InterruptedException;
    }

    @Override
    public void getPlanCheckRun(GetPlanCheckRunRequest request, StreamObserver<PlanCheckRun> observer) {
        answer(observer, () -> reads.run(request));
    }

    @Override
    public void listPlanCheckRuns(ListPlanCheckRunsRequest request,
            StreamObserver<ListPlanCheckRunsResponse> observer) {
        answer(observer, () -> reads.runs(request));
    }

    @Override
    public void listCheckResults(ListCheckResultsRequest request, StreamObserver<ListCheckResultsResponse> observer) {
        answer(observer, () -> reads.results(request));
    }

    @Override
    public void runPlanChecks(RunPlanChecksRequest request, StreamObserver<CheckRequestAnswer> observer) {
        Caller caller = AccessInterceptor.CALLER.get();
        Duration longest = patience();
        answer(observer, () -> checks.run(request, caller, longest));
    }

    @Override
    public void cancelPlanCheckRun(CancelPlanCheckRunRequest request, StreamObserver<CheckRequestAnswer> observer) {
        Caller caller = AccessInterceptor.CALLER.get();
        Duration longest = patience();
        answer(observer, () -> checks.cancel(request, caller, longest));
    }

    @Override
    public void retryFailedTargets(RetryFailedTargetsRequest request, StreamObserver<CheckRequestAnswer> observer) {
        Caller caller = AccessInterceptor.CALLER.get();
        Duration longest = patience();
        answer(observer, () -> checks.retry(request, caller, longest));
    }

    @Override
    public void getGateStatus(GetGateStatusRequest request, StreamObserver<GateStatus> observer) {
        answer(observer, () -> reads.status(Names.planOf("gateStatus", request.getName())).status());
    }

    @Override
    public void getApprovalRequirement(GetApprovalRequirementRequest request,
            StreamObserver<ApprovalRequirement> observer) {
        answer(observer, () -> reads.requirement(Names.planOf("approvalRequirement", request.getName())));
    }

    @Override
    public void createRollout(CreateRolloutRequest request, StreamObserver<PlanRollout> observer) {
        Caller caller = AccessInterceptor.CALLER.get();
        Duration longest = patience();
        answer(observer, () -> rollouts.create(request, caller, longest));
    }

    @Override
    public void listRollouts(ListRolloutsRequest request, StreamObserver<ListRolloutsResponse> observer) {
        answer(observer, () -> reads.rollouts(request));
    }

    @Override
    public void watchPlan(WatchPlanRequest request, StreamObserver<PlanEvent> observer) {
        Caller caller = AccessInterceptor.CALLER.get();
        // As long as its plan lives. A deadline of the client's ends it by cancelling.
        AccessInterceptor.REQUEST.get().clearRequestTimeout();
        EventSink sink = new GrpcSink((ServerCallStreamObserver<PlanEvent>) observer);
        threads.execute(() -> {
            try {
                watching.follow(request, caller, sink);
                if (!sink.isCancelled()) {
                    observer.onCompleted();
                }
            } catch (InterruptedException | RuntimeException e) {
                if (!sink.isCancelled()) {
                    observer.onError(told(e));
                }
            }
        });
    }

    private <T> void answer(StreamObserver<T> observer, Work<T> work) {
        var call = (ServerCallStreamObserver<T>) observer;
        call.setOnCancelHandler(() -> {
            // The answer is thrown away.
        });
        threads.execute(() -> {
            try {
                T answer = work.answer();
                call.onNext(answer);
                call.onCompleted();
            } catch (InterruptedException | RuntimeException e) {
                call.onError(told(e));
            }
        });
    }

    /** Whoever called with a deadline gets an answer before it. */
    private Duration patience() {
        long timeout = AccessInterceptor.REQUEST.get().requestTimeoutMillis();
        Duration most = timeout == 0 ? patience : Duration.ofMillis(timeout * 8 / 10);
        return most.compareTo(patience) < 0 ? most : patience;
    }

    private static StatusRuntimeException told(Throwable failure) {
        return StatusProto.toStatusRuntimeException(Errors.of(failure).status());
    }
}
