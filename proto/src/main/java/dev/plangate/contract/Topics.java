package dev.plangate.contract;

import static dev.plangate.contract.Topic.Cleanup.COMPACT;
import static dev.plangate.contract.Topic.Cleanup.DELETE;
import static dev.plangate.contract.Topic.Keyed.OTHER;
import static dev.plangate.contract.Topic.Keyed.PLAN;

import dev.plangate.v1.Approval;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.OutboxProgress;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.Project;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RolloutState;
import dev.plangate.v1.Sheet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every topic of Plangate. Whoever reads, writes or creates a topic takes it from here. */
public final class Topics {

    /** Partitions of a topic unless the deployment sets another number; fixed for the life of a deployment. */
    public static final int DEFAULT_PARTITIONS = 12;

    /**
     * The largest record batch that the topics take, in bytes: 8 MiB of payload (a sheet, an outbox row) and room for
     * key, headers and framing. Producers need {@code max.request.size} of at least this.
     */
    public static final int MAX_MESSAGE_BYTES = 9 * 1024 * 1024;

    /** Plans as upstream wrote them; key: plan. */
    public static final Topic<Plan> PLANS = new Topic<>("plangate.plans", Plan.getDefaultInstance(), PLAN, COMPACT,
            TopicConfigs.states());

    /** Projects and their settings; key: project. */
    public static final Topic<Project> PROJECTS = new Topic<>("plangate.projects", Project.getDefaultInstance(), OTHER,
            COMPACT, TopicConfigs.states());

    /** Members of database groups; key: group. */
    public static final Topic<DatabaseGroup> DATABASE_GROUPS = new Topic<>("plangate.database-groups",
            DatabaseGroup.getDefaultInstance(), OTHER, COMPACT, TopicConfigs.states());

    /** SQL texts; key: lower-case hex SHA-256 of the text. */
    public static final Topic<Sheet> SHEETS = new Topic<>("plangate.sheets", Sheet.getDefaultInstance(), OTHER, COMPACT,
            TopicConfigs.states());

    /** Requests to check again or to give up; key: plan. */
    public static final Topic<CheckRequest> CHECK_REQUESTS = new Topic<>("plangate.check-requests",
            CheckRequest.getDefaultInstance(), PLAN, DELETE, TopicConfigs.events());

    /** Issues and their approvals; key: plan. */
    public static final Topic<Approval> APPROVALS = new Topic<>("plangate.approvals", Approval.getDefaultInstance(),
            PLAN, COMPACT, TopicConfigs.states());

    /** Plans as Plangate accepted them; key: plan. */
    public static final Topic<PlanState> PLAN_STATES = new Topic<>("plangate.plan-states",
            PlanState.getDefaultInstance(), PLAN, COMPACT, TopicConfigs.states());

    /** Outcomes of one target of a run; key: plan. */
    public static final Topic<CheckResult> CHECK_RESULTS = new Topic<>("plangate.check-results",
            CheckResult.getDefaultInstance(), PLAN, DELETE, TopicConfigs.events());

    /** Beginning and end of check runs; key: plan. */
    public static final Topic<CheckRun> CHECK_RUNS = new Topic<>("plangate.check-runs", CheckRun.getDefaultInstance(),
            PLAN, DELETE, TopicConfigs.events());

    /** Why each plan's gate is open or closed; key: plan. */
    public static final Topic<GateStatus> GATE_STATUS = new Topic<>("plangate.gate-status",
            GateStatus.getDefaultInstance(), PLAN, COMPACT, TopicConfigs.states());

    /** Who has to approve a plan; key: plan. */
    public static final Topic<ApprovalRequirement> APPROVAL_REQUIREMENTS = new Topic<>(
            "plangate.approval-requirements", ApprovalRequirement.getDefaultInstance(), PLAN, COMPACT,
            TopicConfigs.states());

    /** Requests for a rollout by hand; key: plan. */
    public static final Topic<RolloutRequest> ROLLOUT_REQUESTS = new Topic<>("plangate.rollout-requests",
            RolloutRequest.getDefaultInstance(), PLAN, DELETE, TopicConfigs.events());

    /** Commands to create a rollout; key: plan. */
    public static final Topic<CreateRollout> ROLLOUT_COMMANDS = new Topic<>("plangate.rollout-commands",
            CreateRollout.getDefaultInstance(), PLAN, COMPACT, TopicConfigs.states());

    /** Rollouts, or why there is none; key: plan. */
    public static final Topic<RolloutState> ROLLOUTS = new Topic<>("plangate.rollouts",
            RolloutState.getDefaultInstance(), PLAN, COMPACT, TopicConfigs.states());

    /**
     * What each outbox part's last transaction published; key: the part's transactional id. Takes 1 MiB, which is some
     * 35,000 rows of a transaction.
     */
    public static final Topic<OutboxProgress> OUTBOX_PROGRESS = new Topic<>("plangate.outbox-progress",
            OutboxProgress.getDefaultInstance(), OTHER, COMPACT, TopicConfigs.progress());

    /** Records that could not be read, as they were received; keys and values are bytes in no format of ours. */
    public static final String DEAD_LETTERS = "plangate.dead-letters";

    /** All topics with a message type: every one but {@link #DEAD_LETTERS}. */
    public static final List<Topic<?>> ALL = List.of(PLANS, PROJECTS, DATABASE_GROUPS, SHEETS, CHECK_REQUESTS,
            APPROVALS,
            PLAN_STATES, CHECK_RESULTS, CHECK_RUNS, GATE_STATUS, APPROVAL_REQUIREMENTS, ROLLOUT_REQUESTS,
            ROLLOUT_COMMANDS, ROLLOUTS, OUTBOX_PROGRESS);

    private static final Map<String, Topic<?>> BY_NAME = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

    private Topics() {}

    /**
     * The topic of that name.
     *
     * @throws IllegalArgumentException if there is none with a message type
     */
    public static Topic<?> named(String name) {
        Topic<?> topic = BY_NAME.get(name);
        if (topic == null) {
            throw new IllegalArgumentException(
                    "no topic is called %s; there are %s".formatted(name, BY_NAME.keySet().stream().sorted().toList()));
        }
        return topic;
    }
}
