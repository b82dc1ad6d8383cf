package dev.plangate.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.v1.ApprovalRequirement.Risk;
import dev.plangate.v1.ApprovalRule;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class IncomingReaderTest {
    private final SchemaRegistry registry = SchemaRegistry.connect("mock://intake", Map.of());
    private final IncomingReader reader = new IncomingReader(registry, 12);

    @Test
    void aProjectWithRulesThatDecideIsAccepted() {
        assertThat(reader.read(record(project("affected_rows > 5", "true")))).isInstanceOf(Incoming.ProjectIn.class);
    }

    @Test
    void aProjectWithRulesThatNeverDecideIsADeadLetterWithPlaceAndReason() {
        assertThat(reader.read(record(project("affected_rows > 5 && rows < 3", "true", "affected_rows > 7"))))
                .isInstanceOfSatisfying(Incoming.Poison.class, poison -> assertThat(poison.toString())
                        .contains(
                                "settings.approval_rules[0].condition: line 1, column 22: undeclared reference to 'rows'")
                        .contains("settings.approval_rules[2].condition: line 1, column 1: never reached: rule-1"));
    }

    @Test
    void aConditionThatIsTooLongIsNotEvenCompiled() {
        assertThat(reader.read(record(project("!".repeat(1_001) + "true")))).isInstanceOfSatisfying(
                Incoming.Poison.class, poison -> assertThat(poison.toString()).contains("condition").contains("1000"));
    }

    /** What a newer upstream knows has a number here, and no name. */
    @Test
    void aPlanWithASpecOfAnUnknownKindIsADeadLetterThatNamesIt() {
        var spec = Plan.Spec.newBuilder().setId("novel").setUnknownFields(UnknownFieldSet.newBuilder()
                .addField(9, UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.EMPTY).build()).build());
        var plan = Plan.newBuilder().setName("projects/shop/plans/p").setRevision(1).setState(Plan.State.ACTIVE)
                .addSpecs(spec).build();
        var received = new ConsumerRecord<>(Topics.PLANS.name(), PlanPartition.of(plan.getName(), 12), 7,
                plan.getName().getBytes(StandardCharsets.UTF_8),
                ProtobufSerde.of(Topics.PLANS, registry).serialize(Topics.PLANS.name(), plan));

        assertThat(reader.read(received)).isInstanceOfSatisfying(Incoming.Poison.class,
                poison -> assertThat(poison.reason()).contains("specs[0].config: got nothing that is known here")
                        .endsWith(
                                "spec novel has no kind that this version knows (change_database, create_database or export_data), but field 9"));
    }

    private ConsumerRecord<byte[], byte[]> record(Project project) {
        return new ConsumerRecord<>(Topics.PROJECTS.name(), 0, 7, project.getName().getBytes(StandardCharsets.UTF_8),
                ProtobufSerde.of(Topics.PROJECTS, registry).serialize(Topics.PROJECTS.name(), project));
    }

    private static Project project(String... conditions) {
        var project = Project.newBuilder().setName("projects/shop").setVersion(1);
        for (int i = 0; i < conditions.length; i++) {
            project.getSettingsBuilder().addApprovalRules(ApprovalRule.newBuilder().setName("rule-" + i)
                    .setCondition(conditions[i]).setRisk(Risk.LOW)
                    .setNoApproval(ApprovalRule.NoApproval.getDefaultInstance()));
        }
        return project.build();
    }
}
