package dev.plangate.pipeline.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.row.RunFilter;
import dev.plangate.db.row.RunFilter.Findings;
import dev.plangate.db.row.RunOrder;
import dev.plangate.v1.CheckRun;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsTest {
    private static final Parent PLAN = Parent.parse("projects/shop/plans/x");

    @Test
    void conditionsBecomeAFilter() {
        RunFilter filter = Lists.runs(Parent.parse("projects/shop/plans/-"),
                "status = (FAILED OR \"CANCELED\") AND result_status=ERROR  AND run = 7 AND create_time > 2026-11-20T00:00:00Z"
                        + " AND create_time <= \"2026-11-21T01:00:00+01:00\"");

        assertThat(filter.project()).isEqualTo("projects/shop");
        assertThat(filter.plan()).isEmpty();
        assertThat(filter.statuses()).containsExactlyInAnyOrder(CheckRun.Status.FAILED, CheckRun.Status.CANCELED);
        assertThat(filter.findings()).containsExactly(Findings.ERRORS);
        assertThat(filter.run()).isEqualTo(7);
        assertThat(filter.created()).isEqualTo(new RunFilter.Range(Instant.parse("2026-11-20T00:00:00.000001Z"),
                Instant.parse("2026-11-21T00:00:00.000001Z")));
        assertThat(filter.updated()).isEqualTo(RunFilter.Range.ANY);
    }

    @Test
    void noTextIsNoCondition() {
        assertThat(Lists.runs(PLAN, "  ")).isEqualTo(Lists.runs(PLAN, ""));
        assertThat(Lists.runs(PLAN, "").plan()).isEqualTo("projects/shop/plans/x");
    }

    /** Nothing is at once before and after a time; it is an empty list, and no mistake. */
    @Test
    void timesThatExcludeEachOtherFitNothing() {
        RunFilter.Range range = Lists.runs(PLAN,
                "create_time > 2026-11-20T00:00:00Z AND create_time < 2026-11-19T00:00:00Z").created();

        assertThat(range.from()).isEqualTo(range.until());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "color = red | at character 1: color is no field to filter by",
            "status == DONE | at character 9: expected a value",
            "status DONE | at character 8: expected =, !=, <, <=, > or >=",
            "status = | at character 9: expected a value",
            "status = DONE status = FAILED | at character 15: expected AND",
            "status = DONE AND status = FAILED | at character 19: status is named twice",
            "status = DONE AND | at character 18: expected the name of a field",
            "status = (DONE OR FAILED | at character 25: expected OR or )",
            "status = (DONE AND FAILED) | at character 16: expected OR or )",
            "status > DONE | at character 1: status takes =, not >",
            "status = BUSY | at character 1: status should be one of AVAILABLE, CANCELED, DONE, FAILED, RUNNING",
            "run = 0 | at character 1: run should be a number from 1 on",
            "run = (1 OR 2) | at character 1: run takes one value",
            "create_time > yesterday | at character 1: create_time should be a time such as",
            "create_time != 2026-11-20T00:00:00Z | at character 1: create_time takes =, <, <=, > or >=, not !=",
            "create_time > +999999999-12-31T23:59:59Z | should be a time such as",
            "status = \"DONE | at character 10: expected a closing \"", "= DONE | at character 1: expected the name"})
    void mistakesAreNamedWithTheirPlace(String filter, String told) {
        assertThatThrownBy(() -> Lists.runs(PLAN, filter)).isInstanceOfSatisfying(InvalidField.class,
                mistake -> assertThat(mistake.field()).isEqualTo("filter")).hasMessageContaining(told);
    }

    @Test
    void aFilterIsBounded() {
        assertThatThrownBy(() -> Lists.runs(PLAN, "x".repeat(2_001))).hasMessageContaining("2000 characters");
    }

    @Test
    void ordersAreNamed() {
        assertThat(Lists.runOrder("")).isEqualTo(RunOrder.BY_ID);
        assertThat(Lists.runOrder("update_time  desc")).isEqualTo(new RunOrder(RunOrder.Key.UPDATED, false));
        assertThatThrownBy(() -> Lists.runOrder("color")).isInstanceOfSatisfying(InvalidField.class,
                mistake -> assertThat(mistake.field()).isEqualTo("order_by"));
        assertThatThrownBy(() -> Lists.rolloutOrder("update_time")).hasMessageContaining("create_time desc");
    }

    @Test
    void pagesHaveASize() {
        assertThat(Lists.pageSize(0, 500)).isEqualTo(50);
        assertThat(Lists.pageSize(7, 500)).isEqualTo(7);
        assertThat(Lists.pageSize(501, 500)).isEqualTo(500);
        assertThatThrownBy(() -> Lists.pageSize(-1, 500)).isInstanceOf(InvalidField.class);
    }

    @Test
    void parentsMayLeaveOpen() {
        assertThat(Parent.parse("projects/-/plans/-")).isEqualTo(new Parent("", ""));
        assertThat(Parent.parse("projects/shop/plans/-")).isEqualTo(new Parent("projects/shop", ""));
        assertThatThrownBy(() -> Parent.parse("projects/-/plans/x")).isInstanceOf(InvalidField.class);
        assertThatThrownBy(() -> Parent.parse("projects/Shop/plans/x")).isInstanceOf(InvalidField.class);
        assertThatThrownBy(() -> Parent.parse("shop")).isInstanceOf(InvalidField.class);
    }
}
