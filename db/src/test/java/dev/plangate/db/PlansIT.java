package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.row.PlanRow;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans and what they wait for (traps 6, 15, 32; counters that only grow). */
class PlansIT {

    private final Plans plans = new Plans();
    private Database database;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPlanComesBackAsItWasStored() {
        PlanRow row = row(0, 1, "projects/a", "x", List.of("sheet", "projects/a"));
        save(row);
        PlanRow stored = lock(row.name());
        assertThat(stored.id()).isPositive();
        assertThat(stored).isEqualTo(new PlanRow(stored.id(), row.name(), "projects/a", 1, row.plan(),
                PlanState.Liveness.LIVE, 1, "digest", List.of("projects/a", "sheet"), 0, ""));
        assertThat(lock("projects/a/plans/unknown")).isNull();
    }

    @Test
    void whoWaitsForAThingIsFoundUntilItDoesNotWaitAnyMore() {
        save(row(0, 1, "projects/a", "x", List.of("s1", "s2")), row(0, 1, "projects/b", "x", List.of("s2")));
        assertThat(waitingFor("s2", "s1")).containsExactly("projects/a/plans/x", "projects/b/plans/x");

        save(lock("projects/a/plans/x").waitingFor(List.of("s3", "s1")));
        assertThat(waitingFor("s2")).containsExactly("projects/b/plans/x");
        assertThat(waitingFor("s1", "s3")).containsExactly("projects/a/plans/x");

        save(lock("projects/a/plans/x").waitingFor(List.of()));
        assertThat(waitingFor("s1", "s3")).isEmpty();
    }

    @Test
    void openPlansOfAProjectAreThoseThatACommandCouldStillMeet() {
        save(row(0, 1, "projects/a", "x", List.of()), row(0, 1, "projects/a", "y", List.of()),
                row(0, 1, "projects/a", "z", List.of()), row(0, 1, "projects/b", "x", List.of()));
        save(lock("projects/a/plans/y").rolledOut("projects/a/plans/y/rollouts/1"));
        PlanRow z = lock("projects/a/plans/z");
        save(new PlanRow(z.id(), z.name(), z.project(), 2, z.plan(), PlanState.Liveness.DELETED, 2, "", List.of(), 0,
                ""));
        assertThat(openOf("projects/a")).containsExactly("projects/a/plans/x");
    }

    /** Trap 54: a plan of the old layout has no content, from which "nothing to check" would be derived. */
    @Test
    void aPlanThatNobodyHasPublishedIsNotLookedAtWhenItsProjectChanges() {
        save(row(0, 0, "projects/a", "legacy", List.of()), row(0, 1, "projects/a", "x", List.of()));
        assertThat(openOf("projects/a")).containsExactly("projects/a/plans/x");

        save(row(lock("projects/a/plans/legacy").id(), 1, "projects/a", "legacy", List.of()));
        assertThat(openOf("projects/a")).containsExactly("projects/a/plans/legacy", "projects/a/plans/x");
    }

    @Test
    void countersNeverGoBack() {
        save(row(0, 5, "projects/a", "x", List.of()));
        PlanRow stored = lock("projects/a/plans/x");
        assertThatThrownBy(() -> save(row(stored.id(), 4, "projects/a", "x", List.of())))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> save(row(stored.id() + 99, 6, "projects/a", "x", List.of())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(lock("projects/a/plans/x")).isEqualTo(stored);
    }

    @Test
    void aPlanThatTwoTransactionsWantToMakeIsMadeOnceAndTheOtherTriesAgain() {
        save(row(0, 1, "projects/a", "x", List.of()));
        assertThatThrownBy(() -> save(row(0, 9, "projects/a", "x", List.of()), row(0, 1, "projects/a", "y", List.of())))
                .isInstanceOfSatisfying(DatabaseException.class,
                        e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.CONFLICT));
        assertThat(lock("projects/a/plans/x").revision()).isEqualTo(1);
        assertThat(lock("projects/a/plans/y")).isNull();
    }

    /** Trap 32: one plan twice in a batch is refused. */
    @Test
    void aNameTwiceInABatchIsRefused() {
        PlanRow row = row(0, 1, "projects/a", "x", List.of());
        assertThatThrownBy(() -> save(row, row)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Trap 15: a plan's key is its name, and its name says its project. */
    @Test
    void aNameThatIsNotOfItsProjectIsRefused() {
        assertThatThrownBy(() -> save(new PlanRow(0, "projects/b/plans/x", "projects/a", 1, Plan.getDefaultInstance(),
                PlanState.Liveness.LIVE, 1, "", List.of(), 0, ""))).isInstanceOfSatisfying(DatabaseException.class,
                        e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.REFUSED));
    }

    @Test
    void anUpstreamTextThatPostgresDoesNotTakeIsRefusedSoThatTheBatchCanBeHalved() {
        assertThatThrownBy(() -> save(row(0, 1, "projects/a", "x", List.of("a\0b"))))
                .isInstanceOfSatisfying(DatabaseException.class,
                        e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.REFUSED));
    }

    private static PlanRow row(long id, long revision, String project, String plan, List<String> waitingFor) {
        String name = project + "/plans/" + plan;
        return new PlanRow(id, name, project, revision,
                Plan.newBuilder().setName(name).setRevision(revision).setTitle("a\0title").build(),
                PlanState.Liveness.LIVE, revision,
                "digest", waitingFor, 0, "");
    }

    private void save(PlanRow... rows) {
        database.transaction(tx -> {
            plans.save(tx, List.of(rows));
            return null;
        });
    }

    private PlanRow lock(String name) {
        return database.transaction(tx -> plans.lock(tx, List.of(name))).stream().findFirst().orElse(null);
    }

    private List<String> openOf(String project) {
        return database.transaction(tx -> plans.openOf(tx, List.of(project)));
    }

    private List<String> waitingFor(String... resources) {
        return database.transaction(tx -> plans.waitingFor(tx, List.of(resources)));
    }
}
