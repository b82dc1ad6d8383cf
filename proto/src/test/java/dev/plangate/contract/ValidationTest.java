package dev.plangate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.plangate.test.v1.Divided;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.ReviewPolicy;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RolloutState;
import dev.plangate.v1.Webhook;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {

    static Stream<Message> valid() {
        Plan plan = Samples.plan();
        return Stream.of(plan, Samples.project(), Samples.group(), Samples.sheet(), Samples.checkRequest(),
                Samples.approval(), Samples.planState(), Samples.checkResult(), Samples.checkRun(),
                Samples.rolloutRequest(), Samples.createRollout(), Samples.rolloutState(),
                // what is at the edge
                plan.toBuilder().clearSpecs().clearTitle().build(),
                change(Samples.change().toBuilder().clearTargets().addTargets("projects/p/databaseGroups/all").build()),
                change(Samples.change().toBuilder().setRelease("projects/p/releases/r 1").build()),
                change(Samples.change().toBuilder().addTargets("instances/i/databases/" + "d".repeat(128)).build()),
                Samples.sheet().toBuilder().setText("x".repeat(8 * 1024 * 1024)).build(),
                Samples.sheet().toBuilder().clearText().build(),
                Samples.group().toBuilder().clearDatabases().build(),
                Approval.newBuilder().setPlan(Samples.PLAN).setVersion(1).setStatus(Approval.Status.PENDING).build(),
                Samples.rolloutRequest().toBuilder().clearOverride().build(),
                PlanState.newBuilder().setPlan(Samples.PLAN).setVersion(1).build());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void findsNothing(Message message) {
        assertThat(Validation.violations(message)).isEmpty();
    }

    static Stream<Arguments> invalid() {
        return Stream.of(plans(), changes(), projects(), others(), outputs()).flatMap(List::stream);
    }

    private static List<Arguments> plans() {
        Plan.Builder plan = Samples.plan().toBuilder();
        return List.of(
                arguments("name: got \"projects/shop\", must match `^projects/", plan.clone().setName("projects/shop")),
                arguments("name: got \"projects/shop/plans/1\\n\", must match",
                        plan.clone().setName("projects/shop/plans/1\n")),
                arguments("name: got a text of 300 characters, ", plan.clone().setName("x".repeat(300))),
                arguments("revision: got 0, must be greater than or equal to 1", plan.clone().setRevision(0)),
                arguments("title: got a text of 501 characters", plan.clone().setTitle("t".repeat(501))),
                arguments("creator: got a text of 201 characters", plan.clone().setCreator("c".repeat(201))),
                arguments("state: got STATE_UNSPECIFIED, wanted one of ACTIVE, CLOSED", plan.clone().clearState()),
                arguments("state: got the unknown number 3, wanted one of", plan.clone().setStateValue(3)),
                arguments("specs: each spec's id must be unique within its plan",
                        plan.clone().addSpecs(plan.getSpecs(0))),
                arguments("specs: got 1001 entries", plan.clone().clearSpecs()
                        .addAllSpecs(IntStream.range(0, 1001)
                                .mapToObj(i -> plan.getSpecs(0).toBuilder().setId("s" + i).build()).toList())),
                arguments("specs[0].id: got \"\"", plan.clone().setSpecs(0, plan.getSpecs(0).toBuilder().clearId())),
                arguments("specs[3].config: got nothing that is known here, wanted one of create_database",
                        plan.clone().addSpecs(Plan.Spec.newBuilder().setId("x"))),
                arguments("specs[3].create_database.target: got \"prod\"",
                        plan.clone().addSpecs(Plan.Spec.newBuilder().setId("x").setCreateDatabase(
                                Plan.CreateDatabase.newBuilder().setTarget("prod").setDatabase("d")))),
                arguments("specs[3].create_database.database: got \"\"",
                        plan.clone().addSpecs(Plan.Spec.newBuilder().setId("x").setCreateDatabase(
                                Plan.CreateDatabase.newBuilder().setTarget("instances/i")))),
                arguments("specs[3].export_data.targets: got 0 entries",
                        plan.clone().addSpecs(Plan.Spec.newBuilder().setId("x")
                                .setExportData(Plan.ExportData.newBuilder().setSheetSha256(Samples.SHA256)))),
                arguments("specs[3].export_data.sheet_sha256: got \"\"",
                        plan.clone().addSpecs(Plan.Spec.newBuilder().setId("x")
                                .setExportData(Plan.ExportData.newBuilder().addTargets(Samples.DATABASE)))));
    }

    private static List<Arguments> changes() {
        Plan.ChangeDatabase.Builder change = Samples.change().toBuilder();
        String group = "projects/shop/databaseGroups/all";
        return List.of(
                arguments("specs[0].change_database.targets: got 0 entries", changed(change.clone().clearTargets())),
                arguments("specs[0].change_database.targets[1]: got \"orders\", must match",
                        changed(change.clone().addTargets("orders"))),
                arguments("specs[0].change_database.targets[1]: got \"instances/i/databases/a/b\"",
                        changed(change.clone().addTargets("instances/i/databases/a/b"))),
                arguments("specs[0].change_database.targets[1]: got \"instances/i/databases/a\\u0007\"",
                        changed(change.clone().addTargets("instances/i/databases/a\u0007"))),
                arguments("specs[0].change_database.targets: targets are databases, or exactly one database group",
                        changed(change.clone().addTargets(group))),
                arguments("specs[0].change_database.targets: targets are databases, or exactly one database group",
                        changed(change.clone().clearTargets().addTargets(group).addTargets(group))),
                arguments(
                        "specs[0].change_database.source: got nothing that is known here, wanted one of sheet_sha256, release",
                        changed(change.clone().clearSource())),
                arguments("specs[0].change_database.sheet_sha256: got \"E3B0", changed(
                        change.clone().setSheetSha256(Samples.SHA256.toUpperCase(Locale.ROOT)))),
                arguments("specs[0].change_database.release: got \"r1\"", changed(change.clone().setRelease("r1"))),
                arguments("specs[0].change_database.ghost_flags[\"\"]: got \"\"",
                        changed(change.clone().putGhostFlags("", "x"))),
                arguments("specs[0].change_database.ghost_flags[\"a\"]: got a text of 1001 characters",
                        changed(change.clone().putGhostFlags("a", "x".repeat(1001)))));
    }

    private static List<Arguments> projects() {
        var project = Samples.project().toBuilder();
        var policy = project.getSettings().getReviewPolicy().toBuilder();
        var rule = policy.getRules(0).toBuilder();
        var webhook = Webhook.newBuilder().setName("chat").setUrl("https://hooks.example.com:8443/a%20b?c=d")
                .addEvents(Webhook.Event.ROLLOUT_CREATED).setSecret("chat");
        return List.of(arguments("name: got \"shop\"", project.clone().setName("shop")),
                arguments("webhooks: each name may be used once", project.clone().addWebhooks(webhook)
                        .addWebhooks(webhook)),
                arguments("webhooks[0].url: got \"http://user@host/\"",
                        project.clone().addWebhooks(webhook.clone().setUrl("http://user@host/"))),
                arguments("webhooks[0].url: got \"ftp://host/\"",
                        project.clone().addWebhooks(webhook.clone().setUrl("ftp://host/"))),
                arguments("webhooks[0].url: got \"https://host/#top\"",
                        project.clone().addWebhooks(webhook.clone().setUrl("https://host/#top"))),
                arguments("webhooks[0].url: got \"https://host/\\r\\nX: y\"",
                        project.clone().addWebhooks(webhook.clone().setUrl("https://host/\r\nX: y"))),
                arguments("webhooks[0].events: got", project.clone().addWebhooks(webhook.clone().clearEvents())),
                arguments("webhooks[0].secret: got \"\"",
                        project.clone().addWebhooks(webhook.clone().clearSecret())),
                arguments("version: got 0", project.clone().clearVersion()),
                arguments("settings: value is required", project.clone().clearSettings()),
                arguments("settings.ci_sampling_size: got -1",
                        project.clone().setSettings(project.getSettings().toBuilder().setCiSamplingSize(-1))),
                arguments("settings.ci_sampling_size: got 100001",
                        project.clone().setSettings(project.getSettings().toBuilder().setCiSamplingSize(100_001))),
                arguments("settings.review_policy.large_table_rows: got -1",
                        policy(policy.clone().setLargeTableRows(-1))),
                arguments("settings.review_policy.affected_row_limit: got -1",
                        policy(policy.clone().setAffectedRowLimit(-1))),
                arguments("settings.review_policy.base: got the unknown number 9",
                        policy(policy.clone().setBaseValue(9))),
                arguments("settings.review_policy.exemptions.rules[0]: got \"No Drop\"",
                        policy(policy.clone().setExemptions(
                                ReviewPolicy.Exemptions.newBuilder().addRules("No Drop")))),
                arguments("settings.review_policy.rules: each rule may be set once",
                        policy(policy.clone().addRules(rule))),
                arguments("settings.review_policy.rules[0].rule: got \"No Drop\"",
                        policy(policy.clone().setRules(0, rule.clone().setRule("No Drop")))),
                arguments("settings.review_policy.rules[0].level: got LEVEL_UNSPECIFIED, wanted one of OFF, INFO",
                        policy(policy.clone().setRules(0, rule.clone().clearLevel()))),
                arguments("settings.review_policy.rules[0].level: got the unknown number 8",
                        policy(policy.clone().setRules(0, rule.clone().setLevelValue(8)))));
    }

    private static List<Arguments> others() {
        return List.of(arguments("name: got \"all\"", Samples.group().toBuilder().setName("all")),
                arguments("version: got 0", Samples.group().toBuilder().clearVersion()),
                arguments("databases[1]: got \"orders\"", Samples.group().toBuilder().addDatabases("orders")),
                arguments("text: got a text of 8388609 characters, must be at most 8388608 bytes",
                        Samples.sheet().toBuilder().setText("x".repeat(8388609))),
                arguments("text: got a text of 4194305 characters, must be at most 8388608 bytes",
                        Samples.sheet().toBuilder().setText("\u00e9".repeat(4194305))),
                arguments("request_id: got \"1\"", Samples.checkRequest().toBuilder().setRequestId("1")),
                arguments("plan: got \"1\"", Samples.checkRequest().toBuilder().setPlan("1")),
                arguments("revision: got 0", Samples.checkRequest().toBuilder().clearRevision()),
                arguments("action: got ACTION_UNSPECIFIED, wanted one of RUN, CANCEL",
                        Samples.checkRequest().toBuilder().setAction(CheckRequest.Action.ACTION_UNSPECIFIED)),
                arguments("plan: got \"1\"", Samples.approval().toBuilder().setPlan("1")),
                arguments("version: got 0", Samples.approval().toBuilder().clearVersion()),
                arguments("issue: got \"7\"", Samples.approval().toBuilder().setIssue("7")),
                arguments("issue_state: got the unknown number 9",
                        Samples.approval().toBuilder().setIssueStateValue(9)),
                arguments("status: got STATUS_UNSPECIFIED, wanted one of PENDING, APPROVED",
                        Samples.approval().toBuilder().clearStatus()),
                arguments("plan_revision: got -1", Samples.approval().toBuilder().setPlanRevision(-1)),
                arguments("run: got -1", Samples.approval().toBuilder().setRun(-1)),
                arguments("approvers[1]: got a text of 201",
                        Samples.approval().toBuilder().addApprovers("a".repeat(201))),
                arguments("request_id: got \"\"", Samples.rolloutRequest().toBuilder().clearRequestId()),
                arguments("requester: got \"\"", Samples.rolloutRequest().toBuilder().clearRequester()),
                arguments("revision: got 0", Samples.rolloutRequest().toBuilder().clearRevision()),
                arguments("override.reason: got \"\"",
                        Samples.rolloutRequest().toBuilder()
                                .setOverride(RolloutRequest.Override.getDefaultInstance())));
    }

    private static List<Arguments> outputs() {
        return List.of(arguments("plan: got \"\"", Samples.planState().toBuilder().clearPlan()),
                arguments("version: got 0", Samples.planState().toBuilder().clearVersion()),
                arguments("liveness: got the unknown number 7", Samples.planState().toBuilder().setLivenessValue(7)),
                arguments("plan: got \"\"", Samples.checkResult().toBuilder().clearPlan()),
                arguments("run: got 0", Samples.checkResult().toBuilder().clearRun()),
                arguments("plan: got \"\"", Samples.checkRun().toBuilder().clearPlan()),
                arguments("run: got 0", Samples.checkRun().toBuilder().clearRun()),
                arguments("status: got STATUS_UNSPECIFIED",
                        Samples.checkRun().toBuilder().setStatus(CheckRun.Status.STATUS_UNSPECIFIED)),
                arguments("status: got the unknown number 6", Samples.checkRun().toBuilder().setStatusValue(6)),
                arguments("id: got \"\"", Samples.createRollout().toBuilder().clearId()),
                arguments("plan_state_version: got 0", Samples.createRollout().toBuilder().clearPlanStateVersion()),
                arguments("outcome: got nothing that is known here, wanted one of created, rejected",
                        RolloutState.newBuilder().setPlan(Samples.PLAN)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void namesFieldAndValue(String text, Message.Builder message) {
        assertThat(Validation.violations(message.build())).anySatisfy(found -> assertThat(found).startsWith(text));
    }

    @Test
    void repeatsLittleOfTheMessage() {
        String sql = "create user joe password 'secret' -- " + "x".repeat(8388609);

        assertThat(Validation.violations(Samples.sheet().toBuilder().setText(sql).build())).singleElement()
                .satisfies(text -> assertThat(text).hasSizeLessThan(200).doesNotContain("secret"));
        assertThat(Validation.violations(
                change(Samples.change().toBuilder().putGhostFlags("k".repeat(5000), "v").build())))
                .singleElement().satisfies(text -> assertThat(text).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @CsvSource({"253402300800, 0", "-62135596801, 0", "9223372036854775807, 0", "0, -1", "0, 1000000000"})
    void refusesATimestampThatCannotBePrinted(long seconds, int nanos) {
        Timestamp wrong = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();

        assertThat(Validation.violations(Samples.plan().toBuilder().setUpdateTime(wrong).build())).containsExactly(
                "update_time: got %d seconds and %d nanoseconds, must be of the years 1 to 9999, with 0 to 999999999 nanoseconds"
                        .formatted(seconds, nanos));
        assertThat(Validation.violations(Samples.rolloutState().toBuilder()
                .setCreated(RolloutState.Created.newBuilder().setCreateTime(wrong)).build()))
                .singleElement().asString().startsWith("created.create_time: got ");
    }

    @Test
    void takesARuleThatFailsForAViolation() {
        assertThat(Validation.violations(Divided.newBuilder().setNumber(1).build())).isEmpty();
        assertThat(Validation.violations(Divided.getDefaultInstance())).singleElement().asString()
                .startsWith("message: got something that its rules cannot judge (");
    }

    @Test
    void countsTheRestOfManyMistakes() {
        List<String> targets = IntStream.range(0, 5_000).mapToObj(i -> "wrong-" + i).toList();

        List<String> texts = Validation
                .violations(change(Samples.change().toBuilder().clearTargets().addAllTargets(targets).build()));

        assertThat(texts).hasSize(21).last().isEqualTo("and 4980 more");
    }

    private static Plan change(Plan.ChangeDatabase change) {
        return changed(change.toBuilder()).build();
    }

    private static Plan.Builder changed(Plan.ChangeDatabase.Builder change) {
        return Samples.plan().toBuilder().setSpecs(0, Plan.Spec.newBuilder().setId("c").setChangeDatabase(change));
    }

    private static Message.Builder policy(ReviewPolicy.Builder policy) {
        return Samples.project().toBuilder()
                .setSettings(Samples.project().getSettings().toBuilder().setReviewPolicy(policy));
    }
}
