package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.row.CheckRequestRow;
import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RolloutRow;
import dev.plangate.db.row.SheetRow;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.ProjectSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What plans are folded with: a lower or equal version changes nothing, and a key may come twice in a batch (trap 32). */
class InputsIT {

    private Database database;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Trap 32: a project twice in a batch. */
    @Test
    void projects() {
        Projects projects = new Projects();
        ProjectSettings strict = ProjectSettings.newBuilder().setRequireIssueApproval(true).build();
        assertThat(names(tx -> projects.save(tx, List.of(new ProjectRow("projects/a", 2, strict, false),
                new ProjectRow("projects/a", 1, ProjectSettings.getDefaultInstance(), false),
                new ProjectRow("projects/b", 1, strict, false)))))
                .containsExactlyInAnyOrder("projects/a", "projects/b");
        assertThat(names(tx -> projects.save(tx,
                List.of(new ProjectRow("projects/a", 2, ProjectSettings.getDefaultInstance(), true)))))
                .as("an equal version").isEmpty();
        assertThat(names(tx -> projects.archive(tx, List.of("projects/a", "projects/z"))))
                .containsExactly("projects/a");
        assertThat(names(tx -> projects.archive(tx, List.of("projects/a")))).isEmpty();
        assertThat(rows(tx -> projects.find(tx, List.of("projects/a", "projects/b", "projects/z")))).containsExactly(
                new ProjectRow("projects/a", 2, strict, true), new ProjectRow("projects/b", 1, strict, false));
    }

    /** Trap 32: a group twice in a batch, and versions decide. */
    @Test
    void groups() {
        Groups groups = new Groups();
        GroupRow first = new GroupRow("projects/a/databaseGroups/g", 1,
                List.of("instances/i/databases/b", "instances/i/databases/\"a\\{}, b"), false);
        assertThat(names(tx -> groups.save(tx, List.of(first)))).containsExactly(first.name());
        assertThat(rows(tx -> groups.find(tx, List.of(first.name())))).containsExactly(first);
        assertThat(names(tx -> groups.delete(tx, List.of(first.name())))).containsExactly(first.name());
        assertThat(names(tx -> groups.save(tx, List.of(first))))
                .as("a deleted group does not come back by an old record").isEmpty();
        GroupRow second = new GroupRow(first.name(), 2, List.of(), false);
        assertThat(names(tx -> groups.save(tx, List.of(first, second, first)))).containsExactly(first.name());
        assertThat(rows(tx -> groups.find(tx, List.of(first.name())))).containsExactly(second);
    }

    @Test
    void sheets() {
        Sheets sheets = new Sheets();
        SheetRow sheet = new SheetRow("a".repeat(64), "select 1");
        assertThat(names(tx -> sheets.save(tx, List.of(sheet, sheet)))).containsExactly(sheet.sha256());
        assertThat(names(tx -> sheets.save(tx, List.of(sheet)))).isEmpty();
        assertThat(names(tx -> sheets.present(tx, List.of(sheet.sha256(), "b".repeat(64)))))
                .containsExactly(sheet.sha256());
        assertThat(map(tx -> sheets.texts(tx, List.of(sheet.sha256())))).isEqualTo(Map.of(sheet.sha256(), "select 1"));
        assertThatThrownBy(() -> in(tx -> sheets.save(tx, List.of(new SheetRow("c".repeat(64), "select '\0'")))))
                .isInstanceOfSatisfying(DatabaseException.class,
                        e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.REFUSED));
    }

    @Test
    void approvals() {
        Approvals approvals = new Approvals();
        Approval first = Approval.newBuilder().setPlan("p").setVersion(1).build();
        Approval second = first.toBuilder().setVersion(2).setStatus(Approval.Status.APPROVED).build();
        assertThat(names(tx -> approvals.save(tx, List.of(second, first)))).containsExactly("p");
        assertThat(rows(tx -> approvals.find(tx, List.of("p")))).containsExactly(second);
        in(tx -> {
            approvals.delete(tx, List.of("p"));
            return true;
        });
        assertThat(rows(tx -> approvals.find(tx, List.of("p")))).isEmpty();
        assertThat(names(tx -> approvals.save(tx, List.of(second)))).as("a removed approval does not come back")
                .isEmpty();
    }

    @Test
    void checkRequests() {
        CheckRequests requests = new CheckRequests();
        CheckRequestRow row = new CheckRequestRow("id", "p", 1, CheckRequest.Action.RUN, "m\0e", 3);
        in(tx -> {
            requests.save(tx, List.of(row, row));
            requests.save(tx, List.of(row));
            return true;
        });
        assertThat(names(tx -> requests.seen(tx, List.of("id", "other")))).containsExactly("id");
        assertThat(count(tx -> requests.forget(tx, Duration.ofHours(1), 10))).isZero();
        assertThat(count(tx -> requests.forget(tx, Duration.ofHours(-1), 10))).isEqualTo(1);
        assertThat(names(tx -> requests.seen(tx, List.of("id")))).isEmpty();
    }

    @Test
    void atMostOneRolloutPerPlan() {
        Rollouts rollouts = new Rollouts();
        RolloutRow row = new RolloutRow("p", "p/rollouts/1", "command", 4, 2, 1, "d", "", "", null);
        in(tx -> {
            rollouts.save(tx, List.of(row));
            return true;
        });
        assertThat(map(tx -> rollouts.existing(tx, List.of("p", "q")))).isEqualTo(Map.of("p", "p/rollouts/1"));
        assertThat(rows(tx -> rollouts.find(tx, Set.of("p"))).getFirst().createdAt()).isNotNull();
        assertThatThrownBy(() -> in(tx -> {
            rollouts.save(tx, List.of(new RolloutRow("p", "p/rollouts/2", "other", 5, 2, 2, "d", "", "", null)));
            return true;
        })).isInstanceOfSatisfying(DatabaseException.class,
                e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.REFUSED));
    }

    private Set<String> names(Function<Tx, Set<String>> work) {
        return database.transaction(work);
    }

    private <T> List<T> rows(Function<Tx, List<T>> work) {
        return database.transaction(work);
    }

    private Map<String, String> map(Function<Tx, Map<String, String>> work) {
        return database.transaction(work);
    }

    private int count(Function<Tx, Integer> work) {
        return database.transaction(work);
    }

    private <T> T in(Function<Tx, T> work) {
        return database.transaction(work);
    }
}
