package dev.plangate.pipeline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Sha256;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.db.DatabaseException;
import dev.plangate.db.Outbox;
import dev.plangate.db.Plans;
import dev.plangate.db.RunResults;
import dev.plangate.db.Runs;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.StoredOutboxRow;
import dev.plangate.pipeline.TestDatabase;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.Project;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.ReviewPolicy;
import dev.plangate.v1.Sheet;
import dev.plangate.v1.Webhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Batches of upstream records on a real Postgres, side by side as two members of the group write them. */
class IntakeHandlerIT {
    private static final String PLAN = "projects/shop/plans/p";
    private static final String SQL = "select 1";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.connect("mock://intake-handler-it", Map.of());
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final TestDatabase postgres = new TestDatabase();
    private final Outbox outbox = new Outbox(postgres.database());
    private final IntakeHandler handler = new IntakeHandler(new IncomingReader(REGISTRY, Topics.DEFAULT_PARTITIONS),
            Duration.ofMinutes(10), new Runs(postgres.database()), outbox, () -> {},
            new SimpleMeterRegistry().counter("refused"));

    @BeforeEach
    void aProjectWithASheet() {
        apply(project(1, false));
        apply(sheet(SQL));
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    /** Trap 43: settings that change while a plan is inserted reach the plan; it does not keep the old ones. */
    @Test
    void aPlanThatIsInsertedWhileItsSettingsChangeGetsTheNewOnes() throws Exception {
        sideBySide(project(2, true), plan(1, SQL));
        assertThat(newestState().getSettings().getRequireIssueApproval()).isTrue();
    }

    /** Trap 43: nor the other way about, when the plan's transaction is the first. */
    @Test
    void settingsThatChangeWhileAPlanIsInsertedFindThePlan() throws Exception {
        sideBySide(plan(1, SQL), project(2, true));
        assertThat(newestState().getSettings().getRequireIssueApproval()).isTrue();
    }

    /** Trap 43: a sheet that arrives while a plan that names it is inserted is not waited for in vain. */
    @Test
    void aSheetThatArrivesWhileItsPlanIsInsertedIsSeen() throws Exception {
        sideBySide(sheet("select 2"), plan(1, "select 2"));
        assertThat(newestState().getWaitingForList()).isEmpty();
    }

    /** Trap 43: nor when the plan's transaction is the first. */
    @Test
    void aPlanThatIsInsertedWhileItsSheetArrivesIsFound() throws Exception {
        sideBySide(plan(1, "select 2"), sheet("select 2"));
        assertThat(newestState().getWaitingForList()).isEmpty();
    }

    /** Trap 6: an edit and its run are one transaction; no crash leaves a revision without one. */
    @Test
    void aRevisionWhoseRunCannotBeStoredIsNotStored() {
        apply(plan(1, SQL));
        postgres.refuse("plan_check_run", "new.revision = 2", "40001");
        assertThatThrownBy(() -> apply(plan(2, SQL))).isInstanceOf(DatabaseException.class);
        assertThat(postgres.query("select revision from plan")).containsExactly("1");

        postgres.refuseNothing();
        apply(plan(2, SQL));
        assertThat(postgres.query("select revision from plan")).containsExactly("2");
        assertThat(postgres.query("select revision || ' ' || status from plan_check_run"))
                .containsExactly("2 AVAILABLE");
    }

    /** Who is told is no business of plans: no new state, which would make a command stale, no other digest, no new run. */
    @Test
    void aChangeOfWebhooksChangesNoPlan() {
        apply(plan(1, SQL));
        List<String> run = postgres.query("select run || ' ' || check_digest || ' ' || fence from plan_check_run");
        int states = rows(Topics.PLAN_STATES.name()).size();

        apply(webhooks(2, "chat", "ledger"));
        assertThat(postgres.query("select project || '/' || name from webhook order by 1"))
                .containsExactly("projects/shop/chat", "projects/shop/ledger");
        apply(webhooks(1, "older"));
        apply(List.of(webhooks(3, "passing"), webhooks(4, "ledger")));
        assertThat(postgres.query("select name from webhook")).containsExactly("ledger");
        assertThat(postgres.query("select version from project")).containsExactly("4");

        assertThat(rows(Topics.PLAN_STATES.name())).hasSize(states);
        assertThat(postgres.query("select run || ' ' || check_digest || ' ' || fence from plan_check_run"))
                .isEqualTo(run);
    }

    @Test
    void aProjectThatIsDeletedTellsNobodyAnyMore() {
        apply(webhooks(2, "chat"));
        apply(new ConsumerRecord<>(Topics.PROJECTS.name(), 0, 0, "projects/shop".getBytes(UTF_8), null));

        assertThat(postgres.query("select name from webhook")).isEmpty();
        assertThat(postgres.query("select archived from project")).containsExactly("t");
    }

    @Test
    void aWebhookThatLeadsNowhereIsRefusedWithItsProject() {
        apply(received(Topics.PROJECTS, "projects/shop", Project.newBuilder().setName("projects/shop").setVersion(2)
                .setSettings(ProjectSettings.getDefaultInstance())
                .addWebhooks(Webhook.newBuilder().setName("chat").setUrl("https://user:pw@example.com/")).build()));

        assertThat(letters()).singleElement().asString().contains("webhooks[0].url").contains("webhooks[0].events")
                .contains("webhooks[0].secret");
        assertThat(postgres.query("select version from project")).containsExactly("1");
    }

    /** Requests are remembered for a month, and forgotten when others come. */
    @Test
    void oldRequestsAreForgotten() {
        apply(List.of(plan(1, SQL), request(1, 1), request(1, 2), request(1, 3)));
        postgres.execute("update check_request set created_at = now() - interval '31 days' where request_id::text"
                + " not like '%3'");

        apply(request(1, 4));

        assertThat(postgres.query("select right(request_id::text, 1) from check_request order by 1"))
                .containsExactly("3", "4");
    }

    /** A retry, from its request to what a worker claims; the same request twice is one. */
    @Test
    void aRetryIsARunThatNamesThePastOneWithItsResults() {
        apply(plan(1, SQL));
        ended(1);
        apply(retry(1, 1));
        apply(retry(1, 1));

        assertThat(letters()).isEmpty();
        assertThat(postgres.query("select run || ' ' || status || ' ' || retry_of from plan_check_run"))
                .containsExactly("2 AVAILABLE 1");
        assertThat(postgres.query("select run || ' ' || status || ' ' || errors from plan_check_run_past"))
                .containsExactly("1 DONE 1");
        assertThat(postgres.query("select action || ' ' || run from check_request"))
                .containsExactly("RETRY_FAILED_TARGETS 2");
        Claim claim = new Runs(postgres.database()).claim("w", 1, Duration.ofMinutes(1)).getFirst();
        assertThat(claim.retryOf()).isEqualTo(1);
        Map<String, List<CheckOutcome>> retried = postgres.database()
                .transaction(tx -> new RunResults().retried(tx, claim));
        assertThat(retried).as("what it takes over").containsOnlyKeys("instances/i/databases/d");
    }

    /** Requests that change nothing are answered, and the answers can be looked up: beside the run, not in its place. */
    @Test
    void aRetryWhereNothingFailedIsAPastRunWithAReason() {
        apply(plan(1, SQL));
        ended(0);
        apply(retry(1, 1));

        assertThat(postgres.query("select run || ' ' || status from plan_check_run")).containsExactly("1 DONE");
        assertThat(postgres.query("select run || ' ' || status || ' ' || split_part(error, ':', 1)"
                + " || ' ' || right(request_id, 1) from plan_check_run_past"))
                .containsExactly("2 CANCELED NOTHING_FAILED 1");
    }

    /** Runs that are made and replaced in one batch are never the current one. They have a past all the same. */
    @Test
    void everyRunOfABatchButTheLastBecomesAPastOne() {
        apply(plan(1, SQL));
        apply(List.of(plan(2, SQL), plan(3, SQL), request(1, 1)));

        assertThat(postgres.query("select run || ' ' || revision || ' ' || status from plan_check_run"))
                .containsExactly("3 3 AVAILABLE");
        assertThat(postgres.query("""
                select run || ' ' || revision || ' ' || status || ' ' || error from plan_check_run_past order by run
                """)).containsExactly("1 1 CANCELED SUPERSEDED by revision 2", "2 2 CANCELED SUPERSEDED by revision 3",
                "4 1 CANCELED SUPERSEDED by revision 3");
    }

    /** The run is done, with so many errors, as a worker writes it. */
    private void ended(int errors) {
        var runs = new Runs(postgres.database());
        Claim claim = runs.claim("w", 1, Duration.ofMinutes(1)).getFirst();
        var outcome = CheckOutcome.newBuilder().setTarget("instances/i/databases/d");
        assertThat(runs.complete(List.of(new Completion(PLAN, claim.fence(), CheckRun.Status.DONE, "",
                CheckRunResult.newBuilder().addOutcomes(outcome).build(), errors, 0, List.of())))).hasSize(1);
    }

    private static ConsumerRecord<byte[], byte[]> retry(long revision, int id) {
        return received(Topics.CHECK_REQUESTS, PLAN, CheckRequest.newBuilder().setPlan(PLAN).setRevision(revision)
                .setRequestId("00000000-0000-4000-8000-%012d".formatted(id))
                .setAction(CheckRequest.Action.RETRY_FAILED_TARGETS).build());
    }

    /** A poll says nothing about the order of topics: a request may come before the revision that it names. */
    @Test
    void aRequestThatIsPolledBeforeItsPlanJoinsTheRunOfItsRevision() {
        apply(List.of(request(2), plan(1, SQL), plan(2, SQL)));

        assertThat(letters()).isEmpty();
        assertThat(postgres.query("select revision || ' ' || run from check_request")).containsExactly("2 2");
        assertThat(postgres.query("select revision || ' ' || run || ' ' || status from plan_check_run"))
                .containsExactly("2 2 AVAILABLE");
    }

    /** Nobody learns only from the checks of his plans that his policy names no rule. */
    @Test
    void aProjectWhosePolicyNamesNoRuleIsADeadLetterThatNamesTheRulesLikeIt() {
        apply(project(2, ReviewPolicy.newBuilder().addRules(off("ban-drop-tabel")).addRules(off("syntax-error"))
                .build()));

        assertThat(letters()).singleElement().asString()
                .startsWith("settings.review_policy: no rule is called 'ban-drop-tabel'; did you mean ban-drop-table, ")
                .endsWith("; the level of syntax-error cannot be set: what could not be reviewed is never passed");
        assertThat(postgres.query("select version from project")).containsExactly("1");

        apply(project(2, ReviewPolicy.newBuilder().addRules(off("ban-drop-table")).build()));
        assertThat(postgres.query("select version from project")).containsExactly("2");
        assertThat(letters()).hasSize(1);
    }

    /**
     * Trap 34: while versions are mixed, a plan that this one does not understand takes no record of its project along to
     * the dead letters.
     */
    @Test
    void aPlanOfANewerVersionDoesNotStandInTheWayOfItsProject() throws Exception {
        String newer = "projects/shop/plans/newer";
        apply(plan(1, SQL));
        postgres.database().transaction(tx -> {
            new Plans().save(tx, List.of(new PlanRow(0, newer, "projects/shop", 3, Plan.newBuilder().setName(newer)
                    .setRevision(3).addSpecs(Plan.Spec.newBuilder().setId("novel")).build(), PlanState.Liveness.LIVE, 5,
                    "digest", List.of(), 2, "")));
            return null;
        });
        var told = new ListAppender<ILoggingEvent>();
        var log = (Logger) LoggerFactory.getLogger(PlanWork.class);
        told.start();
        log.addAppender(told);
        // A command of the console that ran before in this JVM may have made logs quiet.
        log.setLevel(Level.WARN);
        try {
            apply(project(2, true));
        } finally {
            log.setLevel(null);
            log.detachAppender(told);
        }

        assertThat(letters()).isEmpty();
        assertThat(postgres.query("select version from project")).containsExactly("2");
        assertThat(newestState(PLAN).getSettings().getRequireIssueApproval()).isTrue();
        assertThat(newestState(newer)).isEqualTo(PlanState.newBuilder().setPlan(newer).setVersion(6).setRevision(3)
                .setCheckDigest("digest").setLiveness(PlanState.Liveness.LIVE)
                .setSettings(newestState(PLAN).getSettings()).build());
        assertThat(postgres.query("select revision || ' ' || check_digest || ' ' || last_run from plan where name = '"
                + newer + "'")).containsExactly("3 digest 2");
        assertThat(told.list).singleElement().extracting(ILoggingEvent::getFormattedMessage).asString()
                .startsWith(newer).contains("spec novel has no kind that this version knows");
    }

    /** The first transaction has done its work and not committed when the second begins. */
    private void sideBySide(ConsumerRecord<byte[], byte[]> first, ConsumerRecord<byte[], byte[]> second)
            throws Exception {
        var applied = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var one = start(() -> postgres.database().transaction(tx -> {
            handler.apply(tx, List.of(first));
            applied.countDown();
            await(commit);
            return null;
        }));
        await(applied);
        var other = start(() -> apply(second));
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!other.isDone() && waiting().equals("0")) {
            assertThat(System.nanoTime() - end).as("the second waits, or is through").isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        commit.countDown();
        one.get();
        other.get();
    }

    private String waiting() {
        return postgres.query("""
                select count(*) from pg_stat_activity
                 where wait_event_type = 'Lock' and datname = current_database()
                """).getFirst();
    }

    private void apply(ConsumerRecord<byte[], byte[]> received) {
        apply(List.of(received));
    }

    private void apply(List<ConsumerRecord<byte[], byte[]>> batch) {
        postgres.database().transaction(tx -> {
            handler.apply(tx, batch);
            return null;
        });
    }

    private PlanState newestState() throws InvalidProtocolBufferException {
        return newestState(PLAN);
    }

    private PlanState newestState(String plan) throws InvalidProtocolBufferException {
        return PlanState.parseFrom(rows(Topics.PLAN_STATES.name()).stream().filter(row -> row.keyText().equals(plan))
                .toList().getLast().value());
    }

    /** Why records were refused. */
    private List<String> letters() {
        return rows(Topics.DEAD_LETTERS).stream().map(letter -> letter.headers().get(RecordHeaders.DL_ERROR)).toList();
    }

    private List<OutboxRow> rows(String topic) {
        return IntStream.range(0, OutboxRow.PARTS)
                .mapToObj(part -> outbox.read(part, 100, Long.MAX_VALUE)).flatMap(List::stream)
                .map(StoredOutboxRow::row).filter(row -> row.topic().equals(topic)).toList();
    }

    private static ConsumerRecord<byte[], byte[]> project(long version, boolean approval) {
        return project(version, ProjectSettings.newBuilder().setRequireIssueApproval(approval));
    }

    private static ConsumerRecord<byte[], byte[]> project(long version, ReviewPolicy policy) {
        return project(version, ProjectSettings.newBuilder().setReviewPolicy(policy));
    }

    private static ConsumerRecord<byte[], byte[]> project(long version, ProjectSettings.Builder settings) {
        return received(Topics.PROJECTS, "projects/shop", Project.newBuilder().setName("projects/shop")
                .setVersion(version).setSettings(settings).build());
    }

    private static ConsumerRecord<byte[], byte[]> webhooks(long version, String... names) {
        return received(Topics.PROJECTS, "projects/shop", Project.newBuilder().setName("projects/shop")
                .setVersion(version).setSettings(ProjectSettings.newBuilder().setRequireIssueApproval(false))
                .addAllWebhooks(Stream.of(names)
                        .map(name -> Webhook.newBuilder().setName(name).setUrl("https://hooks.example.com/" + name)
                                .addEvents(Webhook.Event.ROLLOUT_CREATED).setSecret("s").build())
                        .toList())
                .build());
    }

    private static ReviewPolicy.RuleSetting off(String rule) {
        return ReviewPolicy.RuleSetting.newBuilder().setRule(rule).setLevel(ReviewPolicy.Level.OFF).build();
    }

    private static ConsumerRecord<byte[], byte[]> plan(long revision, String sql) {
        return received(Topics.PLANS, PLAN, Plan.newBuilder().setName(PLAN).setRevision(revision)
                .setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("change").setChangeDatabase(Plan.ChangeDatabase.newBuilder()
                        .addTargets("instances/i/databases/d").setSheetSha256(Sha256.hex(sql))))
                .build());
    }

    private static ConsumerRecord<byte[], byte[]> request(long revision) {
        return request(revision, 1);
    }

    private static ConsumerRecord<byte[], byte[]> request(long revision, int id) {
        return received(Topics.CHECK_REQUESTS, PLAN, CheckRequest.newBuilder().setPlan(PLAN).setRevision(revision)
                .setRequestId("00000000-0000-4000-8000-%012d".formatted(id)).setAction(CheckRequest.Action.RUN)
                .build());
    }

    private static ConsumerRecord<byte[], byte[]> sheet(String sql) {
        return received(Topics.SHEETS, Sha256.hex(sql), Sheet.newBuilder().setText(sql).build());
    }

    private static <V extends Message> ConsumerRecord<byte[], byte[]> received(Topic<V> topic, String key, V value) {
        return new ConsumerRecord<>(topic.name(), PlanPartition.of(key, Topics.DEFAULT_PARTITIONS), 0,
                key.getBytes(UTF_8), ProtobufSerde.of(topic, REGISTRY).serialize(topic.name(), value));
    }

    private static FutureTask<Void> start(Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
