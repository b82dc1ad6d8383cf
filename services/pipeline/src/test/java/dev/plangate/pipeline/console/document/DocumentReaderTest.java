package dev.plangate.pipeline.console.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.ReviewPolicy;
import dev.plangate.v1.Sheet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
    private static final UUID ID = UUID.fromString("0190b0a0-0000-7000-8000-000000000001");
    private final DocumentReader reader = new DocumentReader(
            new Defaults("users/me", Clock.fixed(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC), () -> ID));

    @Test
    void a_plan_with_inline_sql_becomes_a_plan_and_its_sheet() {
        Documents read = reader.read("plan.yaml", """
                kind: Plan
                name: projects/shop/plans/x
                title: 2026
                specs:
                  - changeDatabase:
                      targets: [instances/demo/databases/shop_eu]
                      enable_prior_backup: true
                      sql: |
                        SELECT 1;
                      ghostFlags:
                        max-lag-millis: 1500
                """);

        assertThat(read.mistakes()).isEmpty();
        Document document = read.documents().getFirst();
        Plan plan = (Plan) document.message();
        Plan.ChangeDatabase change = plan.getSpecs(0).getChangeDatabase();
        assertThat(document.sheets()).containsExactly(Sheet.newBuilder().setText("SELECT 1;\n").build());
        assertThat(change.getSheetSha256()).isEqualTo(Document.sha256(document.sheets().getFirst())).hasSize(64);
        assertThat(change.getEnablePriorBackup()).isTrue();
        assertThat(change.getGhostFlagsMap()).containsEntry("max-lag-millis", "1500");
        assertThat(plan.getTitle()).isEqualTo("2026");
        assertThat(plan.getState()).isEqualTo(Plan.State.ACTIVE);
        assertThat(plan.getSpecs(0).getId()).isEqualTo("spec-1");
        assertThat(plan.getUpdateTime().getSeconds()).isEqualTo(1_795_161_600L);
        assertThat(plan.getRevision()).isZero();
        assertThat(document.key()).isEqualTo("projects/shop/plans/x");
    }

    @Test
    void json_is_read_too_also_as_a_list() {
        Documents read = reader.read("all.json", """
                [{"kind": "Project", "name": "projects/shop", "version": "7",
                  "settings": {"require_issue_approval": true,
                    "reviewPolicy": {"rules": [{"rule": "ban-drop-table", "level": "OFF"}]}}},
                 {"kind": "CheckRequest", "plan": "projects/shop/plans/x"}]
                """);

        assertThat(read.mistakes()).isEmpty();
        Project project = (Project) read.documents().get(0).message();
        assertThat(project.getVersion()).isEqualTo(7);
        assertThat(project.getSettings().getRequireIssueApproval()).isTrue();
        assertThat(project.getSettings().getReviewPolicy().getRules(0).getLevel()).isEqualTo(ReviewPolicy.Level.OFF);
        CheckRequest request = (CheckRequest) read.documents().get(1).message();
        assertThat(request.getAction()).isEqualTo(CheckRequest.Action.RUN);
        assertThat(request.getRequestId()).isEqualTo(ID.toString());
        assertThat(request.getRequester()).isEqualTo("users/me");
    }

    @Test
    void a_document_that_is_numbered_by_its_author_is_the_same_each_time() {
        Documents read = reader.read("plan.yaml", "{kind: Plan, name: projects/shop/plans/x, revision: 3}");

        assertThat(((Plan) read.documents().getFirst().message()).hasUpdateTime()).isFalse();
    }

    @Test
    void approval_rules_are_judged_before_they_are_sent() {
        String rules = """
                kind: Project
                name: projects/shop
                settings:
                  require_issue_approval: true
                  approval_rules:
                    - name: drops
                      condition: "'DROP_TABLE' in statement_types"
                      risk: HIGH
                      flow: {ordered: true, steps: [{roles: [roles/projectOwner], required: 1}, {roles: [roles/dba], required: 1}]}
                    - name: test-databases
                      condition: "environments.all(e, e == 'test')"
                      risk: LOW
                      no_approval: {}
                """;

        assertThat(reader.read("project.yaml", rules).mistakes()).isEmpty();
        assertThat(reader.read("project.yaml", rules.replace("environments.all", "stages.all")).mistakes())
                .singleElement().asString().contains("line 1, column 1: undeclared reference to 'stages'");
    }

    @Test
    void every_mistake_is_told_at_its_place() {
        assertThat(mistakes("""
                kind: Plan
                name: projects/shop/plans/x
                titel: x
                state: OPEN
                specs:
                  - changeDatabase:
                      target: instances/demo/databases/shop_eu
                      targets: instances/demo/databases/shop_eu
                      enableGhost: yes
                      sql: SELECT 1
                      sheetSha256: 00
                  - just text
                revision: two
                name: again
                ---
                kind: Plann
                ---
                name: no kind
                ---
                - kind: Sheet
                  text: [1]
                """)).containsExactly(
                "plan.yaml:3:1: titel: unknown field; did you mean title?",
                "plan.yaml:4:8: state: \"OPEN\" should be one of ACTIVE, CLOSED",
                "plan.yaml:7:7: specs[0].changeDatabase.target: unknown field; did you mean targets?",
                "plan.yaml:8:7: specs[0].changeDatabase.targets: should be a list, each entry on a line of its own after \"- \"",
                "plan.yaml:9:20: specs[0].changeDatabase.enableGhost: \"yes\" should be true or false",
                "plan.yaml:11:7: specs[0].changeDatabase.sheetSha256: only one of sql, sheetSha256, release may be set",
                "plan.yaml:12:5: specs[1]: should be a mapping of fields",
                "plan.yaml:13:11: revision: \"two\" should be a whole number",
                "plan.yaml:14:1: name: is set twice",
                "plan.yaml:16:7: kind: \"Plann\" should be one of Project, DatabaseGroup, Sheet, Plan, Approval, CheckRequest, RolloutRequest; did you mean Plan?",
                "plan.yaml:18:1: kind: is missing; should be one of Project, DatabaseGroup, Sheet, Plan, Approval, CheckRequest, RolloutRequest",
                "plan.yaml:21:3: text: should be a single value");
    }

    @Test
    void what_the_contract_refuses_is_told_at_the_place_of_the_field() {
        assertThat(mistakes("""
                kind: Plan
                name: shop/x
                specs:
                  - changeDatabase:
                      targets:
                        - instances/demo/databases/a
                        - shop_eu
                  - id: only
                ---
                kind: Approval
                plan: projects/shop/plans/x
                """)).satisfiesExactly(
                name -> assertThat(name)
                        .startsWith("plan.yaml:2:1: name: got \"shop/x\", must match `^projects/"),
                source -> assertThat(source).isEqualTo(
                        "plan.yaml:4:5: specs[0].changeDatabase.source: one of sql, sheetSha256, release is needed"),
                target -> assertThat(target).startsWith(
                        "plan.yaml:7:11: specs[0].changeDatabase.targets[1]: got \"shop_eu\", must match "),
                config -> assertThat(config).isEqualTo(
                        "plan.yaml:8:5: specs[1].config: one of createDatabase, changeDatabase, exportData is needed"),
                status -> assertThat(status).isEqualTo(
                        "plan.yaml:10:1: status: is needed, one of PENDING, APPROVED, REJECTED, SENT_BACK, REVOKED"));
    }

    @Test
    void a_file_that_is_not_yaml_is_told_with_the_place() {
        assertThat(mistakes("kind: Plan\nname: [projects\ntitle: x\n")).singleElement().asString().startsWith(
                "plan.yaml:3:").contains("is not YAML");
    }

    @Test
    void documents_before_a_broken_one_are_still_looked_at() {
        assertThat(mistakes("kind: Plan\ntitel: x\n---\n\t- tab\n")).hasSize(2);
    }

    @Test
    void an_empty_file_holds_nothing() {
        assertThat(reader.read("empty.yaml", "# nothing\n---\n")).isEqualTo(Documents.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-project", "02-safe-plan", "03-dangerous-plan", "04-syntax-error", "05-database-group",
            "06-plan-with-approval", "07-approval", "08-approved-too-early", "09-edited-after-approval",
            "10-approved-again",
            "11-approval-rules", "12-approved-by-roles"})
    void the_samples_are_right(String sample) throws IOException {
        try (InputStream in = DocumentReader.class.getResourceAsStream("/samples/" + sample + ".yaml")) {
            Documents read = reader.read(sample, new String(in.readAllBytes(), StandardCharsets.UTF_8));

            assertThat(read.mistakes()).isEmpty();
            assertThat(read.documents()).isNotEmpty();
            assertThat(read.documents()).allSatisfy(document -> {
                if (document.message() instanceof Approval approval) {
                    assertThat(approval.getIssueState()).isEqualTo(Approval.IssueState.OPEN);
                }
            });
        }
    }

    private List<String> mistakes(String text) {
        return reader.read("plan.yaml", text).mistakes().stream().map(Mistake::toString).toList();
    }
}
