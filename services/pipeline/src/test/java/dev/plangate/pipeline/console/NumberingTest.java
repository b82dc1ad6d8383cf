package dev.plangate.pipeline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.plangate.pipeline.console.document.Defaults;
import dev.plangate.pipeline.console.document.Document;
import dev.plangate.pipeline.console.document.DocumentReader;
import dev.plangate.pipeline.console.document.Documents;
import dev.plangate.pipeline.console.document.Kind;
import dev.plangate.pipeline.console.document.Mistake;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NumberingTest {
    private static final String PLAN = "projects/shop/plans/x";
    private final DocumentReader reader = new DocumentReader(
            new Defaults("users/me", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), UUID::randomUUID));
    private final Known known = new Known();

    @Test
    void numbers_that_are_left_out_follow_the_newest_known_ones() {
        known.see(Kind.PLAN, PLAN, 4);
        known.see(Kind.APPROVAL, PLAN, 9);

        List<Message> messages = messages("""
                {kind: Plan, name: projects/shop/plans/x}
                ---
                {kind: Approval, plan: projects/shop/plans/x, status: APPROVED}
                ---
                {kind: Plan, name: projects/shop/plans/x}
                ---
                {kind: CheckRequest, plan: projects/shop/plans/x}
                ---
                {kind: Project, name: projects/shop, settings: {}}
                """);

        assertThat(((Plan) messages.get(0)).getRevision()).isEqualTo(5);
        assertThat(((Approval) messages.get(1)).getVersion()).isEqualTo(10);
        assertThat(((Approval) messages.get(1)).getPlanRevision()).isEqualTo(5);
        assertThat(((Plan) messages.get(2)).getRevision()).isEqualTo(6);
        assertThat(((CheckRequest) messages.get(3)).getRevision()).isEqualTo(6);
        assertThat(((Project) messages.get(4)).getVersion()).isEqualTo(1);
    }

    @Test
    void numbers_that_are_given_stay_and_one_that_changes_nothing_is_remarked() {
        known.see(Kind.PLAN, PLAN, 4);

        Numbering numbering = Numbering.of(documents("""
                {kind: Plan, name: projects/shop/plans/x, revision: 4}
                ---
                {kind: Approval, plan: projects/shop/plans/x, status: APPROVED, planRevision: 2}
                """), known);

        assertThat(numbering.mistakes()).isEmpty();
        assertThat(numbering.remarks()).extracting(Mistake::toString).containsExactly(
                "f.yaml:1:1: revision: 4 is not above 4, the newest one: this can change nothing");
        assertThat(((Approval) numbering.documents().get(1).message()).getPlanRevision()).isEqualTo(2);
    }

    @Test
    void what_is_about_an_unknown_plan_has_to_name_its_revision() {
        Numbering numbering = Numbering.of(documents("""
                {kind: Approval, plan: projects/shop/plans/x, status: APPROVED}
                ---
                {kind: Approval, plan: projects/shop/plans/x, status: PENDING}
                ---
                {kind: CheckRequest, plan: projects/shop/plans/x}
                """), known);

        assertThat(numbering.mistakes()).extracting(Mistake::toString).satisfiesExactly(
                approval -> assertThat(approval)
                        .startsWith("f.yaml:1:1: planRevision: plan projects/shop/plans/x is not known"),
                request -> assertThat(request)
                        .startsWith("f.yaml:5:1: revision: plan projects/shop/plans/x is not known"));
    }

    private List<Message> messages(String text) {
        return Numbering.of(documents(text), known).documents().stream().map(Document::message).toList();
    }

    private List<Document> documents(String text) {
        Documents read = reader.read("f.yaml", text);
        assertThat(read.mistakes()).isEmpty();
        return read.documents();
    }
}
