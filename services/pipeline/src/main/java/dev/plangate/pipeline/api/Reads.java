package dev.plangate.pipeline.api;

import dev.plangate.contract.PlanName;
import dev.plangate.db.ApprovalRequirements;
import dev.plangate.db.CheckRequests;
import dev.plangate.db.Database;
import dev.plangate.db.GateStatuses;
import dev.plangate.db.Plans;
import dev.plangate.db.RolloutListing;
import dev.plangate.db.Rollouts;
import dev.plangate.db.RunListing;
import dev.plangate.db.RunResults;
import dev.plangate.db.Runs;
import dev.plangate.db.Tx;
import dev.plangate.db.row.CheckRequestRow;
import dev.plangate.db.row.GateStatusRow;
import dev.plangate.db.row.ListedRun;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RolloutFilter;
import dev.plangate.db.row.RolloutRow;
import dev.plangate.db.row.RunFilter;
import dev.plangate.db.row.RunOrder;
import dev.plangate.db.row.TargetResult;
import dev.plangate.db.row.TargetResult.TargetPosition;
import dev.plangate.pipeline.api.domain.Lists;
import dev.plangate.pipeline.api.domain.PageToken;
import dev.plangate.pipeline.api.domain.Parent;
import dev.plangate.pipeline.api.domain.RunName;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.GetPlanCheckRunRequest;
import dev.plangate.v1.ListCheckResultsRequest;
import dev.plangate.v1.ListCheckResultsResponse;
import dev.plangate.v1.ListPlanCheckRunsRequest;
import dev.plangate.v1.ListPlanCheckRunsResponse;
import dev.plangate.v1.ListRolloutsRequest;
import dev.plangate.v1.ListRolloutsResponse;
import dev.plangate.v1.PlanCheckRun;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** What the API reads from Postgres; every call is one short transaction. */
final class Reads {
    private static final int LARGEST_RUN_PAGE = 500;
    private static final int LARGEST_TARGET_PAGE = 200;
    /** Clients take messages of 4 MiB unless they are told otherwise. */
    private static final int PAGE_BYTES = 2 << 20;

    private final Database database;
    /** However many call, the other services of this process find connections. */
    private final Semaphore connections;
    private final Plans plans = new Plans();
    private final Runs runs;
    private final RunListing listing = new RunListing();
    private final RunResults results = new RunResults();
    private final Rollouts rollouts = new Rollouts();
    private final RolloutListing rolloutListing = new RolloutListing();
    private final GateStatuses statuses = new GateStatuses();
    private final ApprovalRequirements requirements = new ApprovalRequirements();
    private final CheckRequests requests = new CheckRequests();

    /** @param connections that it takes at once */
    Reads(Database database, int connections) {
        this.database = database;
        this.runs = new Runs(database);
        this.connections = new Semaphore(connections, true);
    }

    PlanCheckRun run(GetPlanCheckRunRequest request) {
        return Shapes.masked(Shapes.run(find(RunName.parse("name", request.getName()))), request.getReadMask());
    }

    ListPlanCheckRunsResponse runs(ListPlanCheckRunsRequest request) {
        RunFilter filter = Lists.runs(Parent.parse(request.getParent()), request.getFilter());
        RunOrder order = Lists.runOrder(request.getOrderBy());
        int size = Lists.pageSize(request.getPageSize(), LARGEST_RUN_PAGE);
        String list = "runs\n" + filter + order;
        var after = PageToken.run(list, request.getPageToken());
        Shapes.masked(PlanCheckRun.getDefaultInstance(), request.getReadMask());
        List<ListedRun> found = read(tx -> {
            requirePlan(tx, filter.plan());
            return listing.list(tx, filter, order, after, size + 1);
        });
        var response = ListPlanCheckRunsResponse.newBuilder();
        found.stream().limit(size).forEach(
                row -> response.addCheckRuns(Shapes.masked(Shapes.run(row), request.getReadMask())));
        if (found.size() > size) {
            response.setNextPageToken(PageToken.of(list, found.get(size - 1).position(order)));
        }
        return response.build();
    }

    ListCheckResultsResponse results(ListCheckResultsRequest request) {
        RunName name = RunName.parse("parent", request.getParent());
        int size = Lists.pageSize(request.getPageSize(), LARGEST_TARGET_PAGE);
        String list = "results\n" + name;
        var after = PageToken.target(list, request.getPageToken()).orElse(TargetPosition.START);
        ListedRun run = find(name);
        List<TargetResult> found = targets(run, after, size + 1);
        var response = ListCheckResultsResponse.newBuilder();
        int bytes = 0;
        for (TargetResult target : found) {
            var result = Shapes.result(run, target);
            bytes += result.getSerializedSize();
            if (response.getResultsCount() == size || (response.getResultsCount() > 0 && bytes > PAGE_BYTES)) {
                return response.setNextPageToken(
                        PageToken.of(list, found.get(response.getResultsCount() - 1).position())).build();
            }
            response.addResults(result);
        }
        return response.build();
    }

    ListRolloutsResponse rollouts(ListRolloutsRequest request) {
        RolloutFilter filter = Lists.rollouts(Parent.parse(request.getParent()), request.getFilter());
        RolloutFilter.Order order = Lists.rolloutOrder(request.getOrderBy());
        int size = Lists.pageSize(request.getPageSize(), LARGEST_RUN_PAGE);
        String list = "rollouts\n" + filter + order;
        var after = PageToken.rollout(list, request.getPageToken());
        List<RolloutRow> found = read(tx -> {
            requirePlan(tx, filter.plan());
            return rolloutListing.list(tx, filter, order, after.map(PageToken.RolloutPosition::created).orElse(null),
                    after.map(PageToken.RolloutPosition::plan).orElse(""), size + 1);
        });
        var response = ListRolloutsResponse.newBuilder();
        found.stream().limit(size).forEach(
                row -> response.addRollouts(Shapes.masked(Shapes.rollout(row), request.getReadMask())));
        if (found.size() > size) {
            RolloutRow last = found.get(size - 1);
            response.setNextPageToken(PageToken.of(list, last.createdAt(), last.plan()));
        }
        return response.build();
    }

    /** @throws Refused NOT_FOUND */
    GateStatusRow status(PlanName plan) {
        return read(tx -> {
            requirePlan(tx, plan.toString());
            return statuses.find(tx, List.of(plan.toString())).stream().findFirst();
        }).orElseThrow(() -> Errors.notFound("GateStatus", plan + "/gateStatus",
                "the gate has not judged %s yet".formatted(plan)));
    }

    List<GateStatusRow> statuses(Collection<String> names) {
        return read(tx -> statuses.find(tx, names));
    }

    /** @throws Refused NOT_FOUND */
    ApprovalRequirement requirement(PlanName plan) {
        return read(tx -> {
            requirePlan(tx, plan.toString());
            return requirements.find(tx, List.of(plan.toString())).stream().findFirst();
        }).orElseThrow(() -> Errors.notFound("ApprovalRequirement", plan + "/approvalRequirement",
                "nobody has found yet who approves %s: its run has to end, and its issue to be open".formatted(plan)))
                .requirement();
    }

    /** @throws Refused NOT_FOUND */
    PlanRow plan(PlanName plan) {
        return read(tx -> requirePlan(tx, plan.toString())).orElseThrow();
    }

    /** The plan's newest run, if it has one. */
    Optional<ListedRun> current(String plan) {
        return read(tx -> current(tx, plan));
    }

    /** One run, if it is not forgotten. */
    Optional<ListedRun> find(String plan, long run) {
        return read(tx -> listing.find(tx, plan, run));
    }

    /** @throws Refused NOT_FOUND */
    ListedRun find(RunName name) {
        String plan = name.plan().toString();
        return read(tx -> {
            requirePlan(tx, plan);
            return name.run() == 0 ? current(tx, plan) : listing.find(tx, plan, name.run());
        }).orElseThrow(() -> Errors.notFound("PlanCheckRun", name.toString(),
                "there is no run %s, or no longer".formatted(name)));
    }

    List<TargetResult> targets(ListedRun run, TargetPosition after, int limit) {
        return read(tx -> results.targets(tx, run.plan(), run.run(), after, limit));
    }

    Optional<RolloutRow> rollout(PlanName plan) {
        return read(tx -> rollouts.find(tx, List.of(plan.toString()))).stream().findFirst();
    }

    /** Those of the requests that intake has answered. */
    List<CheckRequestRow> answered(Collection<String> requestIds) {
        return read(tx -> requests.find(tx, requestIds));
    }

    private Optional<ListedRun> current(Tx tx, String plan) {
        return runs.find(tx, List.of(plan)).stream().findFirst().flatMap(row -> listing.find(tx, plan, row.run()));
    }

    private Optional<PlanRow> requirePlan(Tx tx, String plan) {
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        Optional<PlanRow> row = plans.find(tx, List.of(plan)).stream().findFirst();
        if (row.isEmpty()) {
            throw Errors.notFound("Plan", plan, "%s is not known here".formatted(plan));
        }
        return row;
    }

    private <T> T read(Function<Tx, T> work) {
        connections.acquireUninterruptibly();
        try {
            return database.transaction(work);
        } finally {
            connections.release();
        }
    }
}
