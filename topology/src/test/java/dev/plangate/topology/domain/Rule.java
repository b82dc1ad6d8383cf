package dev.plangate.topology.domain;

import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.approval.Facts;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.topology.approval.Step;
import dev.plangate.topology.domain.GateEvent.ApprovalChanged;
import dev.plangate.topology.domain.GateEvent.ApprovalRemoved;
import dev.plangate.topology.domain.GateEvent.CheckRunChanged;
import dev.plangate.topology.domain.GateEvent.PlanStateChanged;
import dev.plangate.topology.domain.GateEvent.RolloutChanged;
import dev.plangate.v1.Approval;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.State;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutState;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * "The gate opens", written down once more from the design, over what was delivered so far: by topic and offset, without
 * any memory of the order in which it came.
 */
record Rule(Map<World.Log, NavigableMap<Integer, GateEvent>> delivered) {
    private static final ApprovalFinder FINDER = new ApprovalFinder(RuleBook.EMPTY);

    static Rule overNothing() {
        var delivered = new EnumMap<World.Log, NavigableMap<Integer, GateEvent>>(World.Log.class);
        for (var log : World.Log.values()) {
            delivered.put(log, new TreeMap<>());
        }
        return new Rule(delivered);
    }

    Optional<PlanState> plan() {
        return all(World.Log.PLAN_STATES, PlanStateChanged.class).stream().map(PlanStateChanged::state)
                .max(Comparator.comparingLong(PlanState::getVersion));
    }

    boolean isCreated() {
        return rollouts().stream().anyMatch(RolloutState::hasCreated);
    }

    boolean isAnswered(String command) {
        return isCreated() || rollouts().stream().anyMatch(state -> state.getRejected().getCommandId().equals(command));
    }

    /** Each condition of a plan that is known and has no rollout. */
    Map<GateStatus.Type, State> conditions() {
        var plan = plan().orElseThrow();
        var approval = approval();
        var conditions = new EnumMap<GateStatus.Type, State>(GateStatus.Type.class);
        conditions.put(GateStatus.Type.PLAN_LIVE, state(isLive(plan)));
        conditions.put(GateStatus.Type.PROJECT_ACTIVE, state(isProjectActive(plan)));
        conditions.put(GateStatus.Type.NO_ROLLOUT, State.HOLDS);
        conditions.put(GateStatus.Type.ISSUE_OPEN, state(isIssueOpen()));
        conditions.put(GateStatus.Type.CHECKS_PASSED,
                plan.hasSettings() && !plan.getSettings().getRequirePlanCheckNoError()
                        ? State.NOT_CONSULTED
                        : state(passed(plan)));
        conditions.put(GateStatus.Type.APPROVED, plan.hasSettings() && !plan.getSettings().getRequireIssueApproval()
                ? State.NOT_CONSULTED
                : state(approval.filter(a -> a.getStatus() == Approval.Status.APPROVED
                        && a.getPlanRevision() == plan.getRevision() && stillMeans(a, plan)
                        && isByOthers(a, plan, FINDER)).isPresent()));
        conditions.put(GateStatus.Type.NOT_REJECTED, state(rollouts().stream().filter(RolloutState::hasRejected)
                .map(RolloutState::getRejected).allMatch(rejected -> plan.getVersion() > rejected.getPlanStateVersion()
                        || plan.getRun() > rejected.getRun())));
        return conditions;
    }

    private static boolean isLive(PlanState plan) {
        return plan.getLiveness() == PlanState.Liveness.LIVE && plan.getRevision() > 0;
    }

    private static boolean isProjectActive(PlanState plan) {
        return plan.hasSettings() && !plan.getProjectArchived();
    }

    private boolean isIssueOpen() {
        return approval().filter(a -> a.getIssueState() == Approval.IssueState.OPEN).isPresent();
    }

    boolean opens() {
        return plan().isPresent() && !isCreated() && !conditions().containsValue(State.FAILS);
    }

    boolean opensByOverride() {
        if (plan().isEmpty() || isCreated()) {
            return false;
        }
        var conditions = conditions();
        return conditions.get(GateStatus.Type.PLAN_LIVE) == State.HOLDS
                && conditions.get(GateStatus.Type.PROJECT_ACTIVE) == State.HOLDS
                && conditions.get(GateStatus.Type.NOT_REJECTED) == State.HOLDS
                && (conditions.get(GateStatus.Type.ISSUE_OPEN) == State.HOLDS || hasNoIssue());
    }

    /** Removed, never opened, or named by nobody; not of what could not be read. */
    private boolean hasNoIssue() {
        var newest = delivered.get(World.Log.APPROVALS).lastEntry();
        return newest == null || newest.getValue() instanceof ApprovalRemoved
                || (newest.getValue() instanceof ApprovalChanged changed && changed.approval().getIssue().isEmpty());
    }

    /** Nobody approves what they wrote themselves, where the project forbids it, unless a rule asks nobody. */
    private boolean isByOthers(Approval approval, PlanState plan, ApprovalFinder finder) {
        var others = approval.getApproversList().stream().noneMatch(approver -> approver.isBlank()
                || approver.strip().equalsIgnoreCase(plan.getCreator().strip()));
        return !plan.getSettings().getForbidSelfApproval()
                || requirement(finder).filter(ApprovalRequirement::getNoApprovalNeeded).isPresent()
                || (others && approval.getApproversCount() > 0 && !plan.getCreator().isBlank());
    }

    /** Given in sight of the run that counts, of a later one, of none, or of one that found the same; eight are remembered. */
    private boolean stillMeans(Approval approval, PlanState plan) {
        if (approval.getRun() == 0 || approval.getRun() >= plan.getRun()) {
            return true;
        }
        var found = runs().stream().filter(run -> run.getStatus() == CheckRun.Status.DONE)
                .collect(Collectors.toMap(CheckRun::getRun, run -> run.getTotals().getDerivedTargets() == 0
                        ? "nothing to differ in"
                        : run.getFacts().getResultsDigest(), (one, _) -> one, TreeMap::new))
                .descendingMap();
        var kept = found.keySet().stream().limit(8).toList();
        return kept.contains(approval.getRun()) && kept.contains(plan.getRun())
                && found.get(approval.getRun()).equals(found.get(plan.getRun()));
    }

    /** Who has to approve, without the plan-state version; empty while that is not to be said. */
    Optional<ApprovalRequirement> requirement(ApprovalFinder finder) {
        if (plan().isEmpty() || isCreated() || !isLive(plan().orElseThrow()) || !isProjectActive(plan().orElseThrow())
                || !isIssueOpen() || !plan().orElseThrow().getSettings().getRequireIssueApproval()) {
            return Optional.empty();
        }
        var plan = plan().orElseThrow();
        var over = Set.of(CheckRun.Status.DONE, CheckRun.Status.FAILED, CheckRun.Status.CANCELED);
        return runs().stream().filter(run -> run.getRun() == plan.getRun() && over.contains(run.getStatus())
                && run.getRevision() == plan.getRevision() && run.getCheckDigest().equals(plan.getCheckDigest())
                && !run.getError().equals("SUPERSEDED")).findFirst().map(run -> {
                    var facts = run.getStatus() == CheckRun.Status.DONE
                            ? Facts.of("projects/shop", run)
                            : Facts.unknown("projects/shop");
                    var finding = finder.find(plan.getSettings().getApprovalRulesList(), facts);
                    return ApprovalRequirement.newBuilder().setPlan(plan.getPlan()).setRevision(plan.getRevision())
                            .setRun(run.getRun()).setRisk(finding.ruling().risk().message())
                            .setRule(String.join(", ", finding.rules())).setReason(finding.reason())
                            .addAllSteps(finding.ruling().flow().steps().stream().map(Step::message).toList())
                            .setOrdered(finding.ruling().flow().ordered())
                            .setNoApprovalNeeded(finding.noApprovalNeeded()).build();
                });
    }

    private List<CheckRun> runs() {
        return all(World.Log.CHECK_RUNS, CheckRunChanged.class).stream().map(CheckRunChanged::run).toList();
    }

    private boolean passed(PlanState plan) {
        return runs().stream()
                .anyMatch(run -> run.getRun() == plan.getRun() && run.getRevision() == plan.getRevision()
                        && run.getCheckDigest().equals(plan.getCheckDigest())
                        && run.getStatus() == CheckRun.Status.DONE && run.hasTotals()
                        && run.getTotals().getErrors() == 0);
    }

    private Optional<Approval> approval() {
        var newest = delivered.get(World.Log.APPROVALS).lastEntry();
        return newest != null && newest.getValue() instanceof ApprovalChanged changed
                ? Optional.of(changed.approval())
                : Optional.empty();
    }

    private List<RolloutState> rollouts() {
        return all(World.Log.ROLLOUTS, RolloutChanged.class).stream().map(RolloutChanged::rollout).toList();
    }

    private <E> List<E> all(World.Log log, Class<E> type) {
        return delivered.get(log).values().stream().map(type::cast).toList();
    }

    private static State state(boolean holds) {
        return holds ? State.HOLDS : State.FAILS;
    }
}
