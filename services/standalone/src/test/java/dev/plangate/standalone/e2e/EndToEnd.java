package dev.plangate.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.Topics;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.Plan;
import dev.plangate.v1.RolloutState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The whole way, on a real broker and a real Postgres; only the checks answer at once. Who extends it says where they are. */
abstract class EndToEnd {
    private static final int MANY = 1_000;

    private static String brokers;
    private static Upstream upstream;

    /** Called once Plangate is ready, with {@code inputs.timeout} of three seconds and {@link Given#engine()}. */
    static void begin(String bootstrapServers, String registryUrl) {
        brokers = bootstrapServers;
        upstream = new Upstream(bootstrapServers, registryUrl);
        upstream.publish(Given.project("shop", true, true)).publish(Given.project("free", false, false))
                .publish(Given.project("checked", false, true)).publishSheet(Given.FINE).publishSheet(Given.WRONG)
                .flush();
    }

    @AfterAll
    static void closeUpstream() {
        upstream.close();
    }

    @Test
    void approvalFirst() {
        List<String> plans = plans("shop", "approval-first");
        plans.forEach(name -> upstream.publish(Given.approved(name, 1)));
        upstream.flush();
        plans.forEach(name -> upstream.publish(Given.plan(name, 1, Given.FINE)));

        assertOneRolloutEach(plans);
    }

    @Test
    void checksFirst() {
        List<String> plans = plans("shop", "checks-first");
        plans.forEach(name -> upstream.publish(Given.plan(name, 1, Given.FINE)));
        awaitRuns(plans, CheckRun.Status.DONE);
        plans.forEach(name -> upstream.publish(Given.approved(name, 1)));

        assertOneRolloutEach(plans);
    }

    /** Trap 2: approval and plan at once, a thousand times. */
    @Test
    void trap2BothAtOnce() {
        List<String> plans = plans("shop", "both");
        plans.forEach(name -> upstream.publish(Given.plan(name, 1, Given.FINE)).publish(Given.approved(name, 1)));

        assertOneRolloutEach(plans);
    }

    @Test
    void nothingMovesOnceTheRolloutExists() {
        String name = Given.plan("shop", "finished");
        upstream.publish(Given.plan(name, 1, Given.FINE)).publish(Given.approved(name, 1));
        CreateRollout command = awaitCommand(name);
        RolloutState created = awaitCreated(name);

        upstream.publish(Given.runAgain(name, 1));
        // Order holds within a topic only: the request must not find revision 2.
        awaitRuns(List.of(name), CheckRun.Status.CANCELED);
        upstream.publish(Given.approval(name, 9, dev.plangate.v1.Approval.Status.APPROVED, 1))
                .publish(Given.plan(name, 2, Given.FINE));
        // The same command, and one of another decision, as if a gate had gone mad.
        upstream.publish(Topics.ROLLOUT_COMMANDS, name, command).publish(Topics.ROLLOUT_COMMANDS, name,
                command.toBuilder().setId("f".repeat(64)).setPlanStateVersion(99).build());
        barrier();

        try (var rollouts = Seen.of(brokers, Topics.ROLLOUTS)) {
            assertThat(of(rollouts.now(), name)).containsExactly(created);
        }
        try (var runs = Seen.of(brokers, Topics.CHECK_RUNS)) {
            assertThat(of(runs.now(), name)).filteredOn(run -> run.getRun() > 1).isNotEmpty()
                    .allSatisfy(run -> assertThat(run.getError()).startsWith("ROLLED_OUT"));
        }
    }

    @Test
    void planWithoutAnOpenIssueNeverRollsOutByItself() {
        String name = Given.plan("free", "no-issue");
        upstream.publish(Given.plan(name, 1, Given.FINE));
        awaitRuns(List.of(name), CheckRun.Status.DONE);
        barrier();

        assertThat(commands(name)).isEmpty();
        GateStatus status = awaitStatus(name, s -> s.getPhase() == GateStatus.Phase.BLOCKED);
        assertThat(condition(status, GateStatus.Type.ISSUE_OPEN).getState()).isEqualTo(GateStatus.State.FAILS);
    }

    @Test
    void settingsThatAreOffAreNotConsulted() {
        String name = Given.plan("free", "errors-do-not-matter");
        upstream.publish(Given.plan(name, 1, Given.WRONG)).publish(Given.open(name));

        awaitCreated(name);
        GateStatus status = awaitStatus(name, s -> s.getPhase() == GateStatus.Phase.ROLLED_OUT);
        assertThat(condition(status, GateStatus.Type.CHECKS_PASSED).getState())
                .isEqualTo(GateStatus.State.NOT_CONSULTED);
        assertThat(condition(status, GateStatus.Type.APPROVED).getState()).isEqualTo(GateStatus.State.NOT_CONSULTED);
    }

    /** Trap 6: an approval of the revision before opens nothing. */
    @Test
    void trap6ApprovalOfAnOlderRevisionDoesNotCount() {
        String name = Given.plan("shop", "edited");
        upstream.publish(Given.plan(name, 1, Given.WRONG)).publish(Given.plan(name, 2, Given.FINE))
                .publish(Given.approved(name, 1));
        awaitStatus(name, s -> s.getRevision() == 2 && s.getPhase() == GateStatus.Phase.BLOCKED
                && condition(s, GateStatus.Type.CHECKS_PASSED).getState() == GateStatus.State.HOLDS);
        barrier();
        assertThat(commands(name)).isEmpty();

        upstream.publish(Given.approval(name, 3, dev.plangate.v1.Approval.Status.APPROVED, 2));
        assertThat(awaitCommand(name).getRevision()).isEqualTo(2);
    }

    @Test
    void errorsCloseTheGateUntilTheyAreMended() {
        String name = Given.plan("checked", "mended");
        upstream.publish(Given.open(name)).publish(Given.plan(name, 1, Given.WRONG));
        GateStatus blocked = awaitStatus(name, s -> s.getPhase() == GateStatus.Phase.BLOCKED && s.getRun() == 1);
        assertThat(condition(blocked, GateStatus.Type.CHECKS_PASSED).getReason()).contains("error");

        upstream.publish(Given.plan(name, 2, Given.FINE));
        assertThat(awaitCreated(name).getCreated().getRevision()).isEqualTo(2);
    }

    @Test
    void settingsThatChangeLetWaitingPlansThrough() {
        upstream.publish(Given.project("loosened", true, true));
        String name = Given.plan("loosened", "waiting");
        upstream.publish(Given.plan(name, 1, Given.FINE)).publish(Given.open(name));
        awaitStatus(name, s -> s.getPhase() == GateStatus.Phase.BLOCKED);

        upstream.publish(Given.project("loosened", false, true).toBuilder().setVersion(2).build());
        awaitCreated(name);
        barrier();
        assertThat(commands(name)).hasSize(1);
    }

    /** Whoever wrote it approved it: forbidden, then allowed, which needs no new check and gives one rollout. */
    @Test
    void selfApprovalThatIsAllowedLaterLetsAPlanThrough() {
        var strict = Given.project("own", true, true).toBuilder();
        strict.getSettingsBuilder().setForbidSelfApproval(true);
        upstream.publish(strict.build());
        String name = Given.plan("own", "written-and-approved");
        upstream.publish(Given.plan(name, 1, Given.FINE).toBuilder().setCreator("users/ann").build())
                .publish(Given.approved(name, 1).toBuilder().addApprovers("users/ann").build());
        GateStatus status = awaitStatus(name, s -> s.getPhase() == GateStatus.Phase.BLOCKED && s.getRun() == 1
                && condition(s, GateStatus.Type.CHECKS_PASSED).getState() == GateStatus.State.HOLDS);
        assertThat(condition(status, GateStatus.Type.APPROVED).getReason())
                .isEqualTo(
                        "users/ann wrote revision 1 and is among those who approved it, and projects/own forbids self-approval");
        assertThat(commands(name)).isEmpty();

        upstream.publish(Given.project("own", true, true).toBuilder().setVersion(2).build());
        assertThat(awaitCreated(name).getCreated().getRun()).isEqualTo(1);
        barrier();
        assertThat(commands(name)).hasSize(1);
    }

    /** Trap 12: by hand it goes through the same gate; an override is recorded with who and why, and there is no second rollout. */
    @Test
    void trap12ARolloutByHandIsJudgedAndRecorded() {
        String name = Given.plan("checked", "by-hand");
        upstream.publish(Given.open(name)).publish(Given.plan(name, 1, Given.WRONG));
        awaitStatus(name, s -> s.getPhase() == GateStatus.Phase.BLOCKED && s.getRun() == 1);

        upstream.publish(Given.byHand(name, 1, ""));
        assertThat(awaitAnswer(name, GateStatus.Code.FAILED_PRECONDITION).getReason()).startsWith("CHECKS_PASSED: ");
        upstream.publish(Given.byHand(name, 1, "incident 12"));
        var created = awaitCreated(name).getCreated();
        assertThat(created.getRequester()).isEqualTo("users/ann");
        assertThat(created.getOverrideReason()).isEqualTo("incident 12");

        upstream.publish(Given.byHand(name, 1, "again"));
        assertThat(awaitAnswer(name, GateStatus.Code.ALREADY_EXISTS).getReason()).isEqualTo(
                created.getRollout() + " exists");
        barrier();
        assertThat(commands(name)).hasSize(1);
    }

    /** Trap 15: plan ids are unique per project: an approval of the one says nothing of the other. */
    @Test
    void trap15PlansOfOneIdInTwoProjectsStayTwo() {
        upstream.publish(Given.project("twin", true, true));
        String one = Given.plan("shop", "twin");
        String other = Given.plan("twin", "twin");
        upstream.publish(Given.plan(one, 1, Given.FINE)).publish(Given.plan(other, 1, Given.FINE))
                .publish(Given.open(one)).publish(Given.approved(other, 1));
        assertThat(awaitCreated(other).getCreated().getRollout()).isEqualTo(other + "/rollouts/1");
        awaitRuns(List.of(one), CheckRun.Status.DONE);
        barrier();
        assertThat(commands(one)).isEmpty();
    }

    /** Trap 9: members that are added later are checked. */
    @Test
    void trap9GroupThatGrowsIsCheckedAgain() {
        String group = "projects/checked/databaseGroups/all";
        upstream.publish(DatabaseGroup.newBuilder().setName(group).setVersion(1)
                .addDatabases("instances/demo/databases/a").build());
        String name = Given.plan("checked", "grows");
        upstream.publish(Given.plan(name, 1, Given.FINE, group));
        awaitRuns(List.of(name), CheckRun.Status.DONE);

        upstream.publish(
                DatabaseGroup.newBuilder().setName(group).setVersion(2).addDatabases("instances/demo/databases/a")
                        .addDatabases("instances/demo/databases/b").build());
        try (var runs = Seen.of(brokers, Topics.CHECK_RUNS)) {
            runs.until("a second run over both members", all -> of(all, name).stream()
                    .anyMatch(run -> run.getRun() == 2 && run.getTotals().getTargets() == 2));
        }
    }

    @Test
    void planWaitsForItsSheetThenRuns() {
        String late = "select 'late'";
        String name = Given.plan("checked", "sheet-comes-late");
        upstream.publish(Given.open(name)).publish(Given.plan(name, 1, late));
        awaitStatus(name, s -> s.getPhase() == GateStatus.Phase.WAITING && s.toString().contains(Given.sha256(late)));

        upstream.publishSheet(late);
        awaitCreated(name);
    }

    /** Trap 35: its deadline comes although no record does. */
    @Test
    void planThatWaitsInVainFailsVisibly() {
        String name = Given.plan("checked", "sheet-never-comes");
        upstream.publish(Given.open(name)).publish(Given.plan(name, 1, "select 'never'"));

        try (var runs = Seen.of(brokers, Topics.CHECK_RUNS)) {
            runs.until("the run to fail", all -> of(all, name).stream().anyMatch(
                    run -> run.getStatus() == CheckRun.Status.FAILED && run.getError().startsWith("INPUTS_MISSING")));
        }
        awaitStatus(name, s -> s.getPhase() == GateStatus.Phase.BLOCKED);
    }

    @Test
    void planOfKindsWithoutChecksRollsOut() {
        String name = Given.plan("checked", "creates");
        upstream.publish(Given.open(name)).publish(Plan.newBuilder().setName(name).setRevision(1)
                .setState(Plan.State.ACTIVE).addSpecs(Plan.Spec.newBuilder().setId("s").setCreateDatabase(
                        Plan.CreateDatabase.newBuilder().setTarget("instances/demo").setDatabase("fresh")))
                .build());

        awaitCreated(name);
    }

    private static List<String> plans(String project, String prefix) {
        return IntStream.range(0, MANY).mapToObj(i -> Given.plan(project, prefix + "-" + i)).toList();
    }

    private static void assertOneRolloutEach(List<String> plans) {
        upstream.flush();
        Set<String> wanted = Set.copyOf(plans);
        try (var rollouts = Seen.of(brokers, Topics.ROLLOUTS);
                var commands = Seen.of(brokers, Topics.ROLLOUT_COMMANDS)) {
            rollouts.until("a rollout for each plan",
                    all -> all.stream().filter(r -> wanted.contains(r.key())).map(Seen.One::key).distinct()
                            .count() == MANY);
            // Whatever might still come: the same approvals again.
            plans.forEach(name -> upstream.publish(Given.approved(name, 1)));
            barrier();
            assertThat(perPlan(rollouts.now(), wanted)).hasSize(MANY).allSatisfy((_, n) -> assertThat(n).isOne());
            assertThat(perPlan(commands.now(), wanted)).hasSize(MANY).allSatisfy((_, n) -> assertThat(n).isOne());
        }
    }

    private static Map<String, Long> perPlan(List<? extends Seen.One<?>> seen, Set<String> wanted) {
        return seen.stream().filter(r -> wanted.contains(r.key()))
                .collect(Collectors.groupingBy(Seen.One::key, Collectors.counting()));
    }

    /** One more plan for each partition, all the way: what was published before has been worked off by then. */
    private static void barrier() {
        Set<Integer> missing = IntStream.range(0, Topics.DEFAULT_PARTITIONS).boxed()
                .collect(Collectors.toCollection(HashSet::new));
        var names = new ArrayList<String>();
        for (long i = System.nanoTime(); !missing.isEmpty(); i++) {
            String name = Given.plan("free", "barrier-" + i);
            if (missing.remove(PlanPartition.of(name, Topics.DEFAULT_PARTITIONS))) {
                names.add(name);
                upstream.publish(Given.plan(name, 1, Given.FINE)).publish(Given.open(name));
            }
        }
        upstream.flush();
        try (var rollouts = Seen.of(brokers, Topics.ROLLOUTS)) {
            rollouts.until("the barrier",
                    all -> all.stream().map(Seen.One::key).collect(Collectors.toSet()).containsAll(names));
        }
    }

    private static void awaitRuns(List<String> plans, CheckRun.Status status) {
        upstream.flush();
        Set<String> wanted = Set.copyOf(plans);
        try (var runs = Seen.of(brokers, Topics.CHECK_RUNS)) {
            runs.until(status + " for each plan", all -> all.stream().filter(r -> r.value().getStatus() == status)
                    .map(Seen.One::key).filter(wanted::contains).distinct().count() == wanted.size());
        }
    }

    private static CreateRollout awaitCommand(String name) {
        upstream.flush();
        try (var commands = Seen.of(brokers, Topics.ROLLOUT_COMMANDS)) {
            return of(commands.until("a command for " + name, all -> !of(all, name).isEmpty()), name).getFirst();
        }
    }

    private static List<CreateRollout> commands(String name) {
        try (var commands = Seen.of(brokers, Topics.ROLLOUT_COMMANDS)) {
            return of(commands.now(), name);
        }
    }

    private static RolloutState awaitCreated(String name) {
        upstream.flush();
        try (var rollouts = Seen.of(brokers, Topics.ROLLOUTS)) {
            return of(rollouts.until("a rollout for " + name,
                    all -> of(all, name).stream().anyMatch(RolloutState::hasCreated)), name).getLast();
        }
    }

    private static GateStatus.RequestAnswer awaitAnswer(String name, GateStatus.Code code) {
        return awaitStatus(name, s -> s.getLastRequest().getCode() == code).getLastRequest();
    }

    private static GateStatus awaitStatus(String name, java.util.function.Predicate<GateStatus> wanted) {
        upstream.flush();
        try (var status = Seen.of(brokers, Topics.GATE_STATUS)) {
            return of(status.until("the gate status of " + name, all -> {
                List<GateStatus> own = of(all, name);
                return !own.isEmpty() && wanted.test(own.getLast());
            }), name).getLast();
        }
    }

    private static GateStatus.Condition condition(GateStatus status, GateStatus.Type type) {
        return status.getConditionsList().stream().filter(c -> c.getType() == type).findFirst().orElseThrow();
    }

    private static <V> List<V> of(List<Seen.One<V>> all, String name) {
        return all.stream().filter(r -> r.key().equals(name)).map(Seen.One::value).toList();
    }
}
