package dev.plangate.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicsTest {

    /** What others rely on: a change here breaks records that are written already. */
    @Test
    void areTheContract() {
        String table = Topics.ALL.stream()
                .map(topic -> "%s %s %s %s%s".formatted(topic.name(), topic.keyed(), topic.cleanup(),
                        topic.prototype().getDescriptorForType().getFullName(),
                        MessageIndexes.of(topic.prototype().getDescriptorForType())))
                .collect(joining("\n"));

        assertThat(table).isEqualTo("""
                plangate.plans PLAN COMPACT plangate.v1.Plan[0]
                plangate.projects OTHER COMPACT plangate.v1.Project[0]
                plangate.database-groups OTHER COMPACT plangate.v1.DatabaseGroup[0]
                plangate.sheets OTHER COMPACT plangate.v1.Sheet[0]
                plangate.check-requests PLAN DELETE plangate.v1.CheckRequest[0]
                plangate.approvals PLAN COMPACT plangate.v1.Approval[0]
                plangate.plan-states PLAN COMPACT plangate.v1.PlanState[0]
                plangate.check-results PLAN DELETE plangate.v1.CheckResult[1]
                plangate.check-runs PLAN DELETE plangate.v1.CheckRun[0]
                plangate.gate-status PLAN COMPACT plangate.v1.GateStatus[0]
                plangate.approval-requirements PLAN COMPACT plangate.v1.ApprovalRequirement[0]
                plangate.rollout-requests PLAN DELETE plangate.v1.RolloutRequest[0]
                plangate.rollout-commands PLAN COMPACT plangate.v1.CreateRollout[0]
                plangate.rollouts PLAN COMPACT plangate.v1.RolloutState[1]
                plangate.outbox-progress OTHER COMPACT plangate.v1.OutboxProgress[0]""");
    }

    @Test
    void haveTheCleanupThatTheirConfigurationSays() {
        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(topic.configs().get("cleanup.policy"))
                .isEqualToIgnoringCase(topic.cleanup().name()));
    }

    @Test
    void keepStatesAndTheirDeletionReadableForAWeek() {
        assertThat(Topics.ALL.stream().filter(topic -> topic.cleanup() == Topic.Cleanup.COMPACT)
                .filter(topic -> !topic.equals(Topics.OUTBOX_PROGRESS))).isNotEmpty().allSatisfy(
                        topic -> assertThat(topic.configs()).containsEntry("min.compaction.lag.ms", "604800000")
                                .containsEntry("delete.retention.ms", "604800000"));
    }

    @Test
    void takeWhatTheOutboxAndASheetMayHold() {
        long largestPayload = 8L * 1024 * 1024;

        assertThat(Topics.ALL.stream().filter(topic -> !topic.equals(Topics.OUTBOX_PROGRESS))).allSatisfy(
                topic -> assertThat(Long.parseLong(topic.configs().get("max.message.bytes")))
                        .isGreaterThan(largestPayload + 64 * 1024));
    }

    @Test
    void keepASegmentLargerThanARecordOfIt() {
        assertThat(Long.parseLong(Topics.OUTBOX_PROGRESS.configs().get("segment.bytes")))
                .isGreaterThan(Long.parseLong(Topics.OUTBOX_PROGRESS.configs().get("max.message.bytes")));
    }

    @Test
    void areFoundByName() {
        assertThat(Topics.named("plangate.sheets")).isSameAs(Topics.SHEETS);
        assertThatThrownBy(() -> Topics.named("plangate.plan")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no topic is called plangate.plan; there are [plangate.approval-requirements,");
    }

    @Test
    void nameTheirSubjectAsConfluentDoes() {
        assertThat(Topics.PLANS.subject()).isEqualTo("plangate.plans-value");
    }

    /** Their .proto sources are in the jar, and nothing that they import is missing. */
    @Test
    void canBeRegistered() {
        assertThat(Topics.ALL).allSatisfy(topic -> {
            SchemaText schema = SchemaText.of(topic.prototype().getDescriptorForType().getFile());
            assertThat(schema.text()).contains("message " + topic.prototype().getDescriptorForType().getName() + " {");
            assertThat(schema.imports())
                    .allSatisfy(imported -> assertThat(SchemaText.of(imported).text()).isNotBlank());
        });
    }
}
