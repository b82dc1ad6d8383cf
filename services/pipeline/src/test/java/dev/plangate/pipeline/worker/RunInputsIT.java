package dev.plangate.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.Sha256;
import dev.plangate.db.Projects;
import dev.plangate.db.Sheets;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.SheetRow;
import dev.plangate.db.row.Slice;
import dev.plangate.pipeline.TestDatabase;
import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.pipeline.worker.domain.Verdict;
import dev.plangate.v1.Plan;
import dev.plangate.v1.ProjectSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a batch of claims is understood as, on a real Postgres. */
class RunInputsIT {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String SQL = "select 1";

    private final TestDatabase postgres = new TestDatabase();
    private final RunInputs inputs = new RunInputs(postgres.database(), new SheetCache(1_000), 64);

    @BeforeEach
    void aProjectWithASheet() {
        postgres.database().transaction(tx -> {
            new Projects().save(tx,
                    List.of(new ProjectRow("projects/shop", 1, ProjectSettings.getDefaultInstance(), false)));
            return new Sheets().save(tx, List.of(new SheetRow(Sha256.hex(SQL), SQL)));
        });
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    /** Trap 34: while versions are mixed, a plan that this one does not understand fails alone and holds nobody up. */
    @Test
    void aPlanOfANewerVersionFailsAloneAndTheOthersOfItsBatchAreChecked() {
        List<RunInputs.Job> jobs = inputs.read(List.of(claim("a", change(), Optional.empty()),
                claim("novel", Plan.Spec.newBuilder(), Optional.empty()), claim("b", change(), Optional.empty())));

        assertThat(jobs).extracting(job -> job.claim().plan()).containsExactly("projects/shop/plans/a",
                "projects/shop/plans/novel", "projects/shop/plans/b");
        assertThat(List.of(jobs.getFirst(), jobs.getLast())).allSatisfy(job -> {
            assertThat(job.derivation()).isInstanceOf(Derivation.Checkable.class);
            assertThat(job.texts()).containsValue(SQL);
        });
        assertFailed(jobs.get(1));
    }

    /** Trap 34: nor does a slice of one, which a worker of the newer version has cut; it says the true cause. */
    @Test
    void aSliceOfAPlanOfANewerVersionFailsAlone() {
        List<RunInputs.Job> jobs = inputs
                .read(List.of(claim("novel", Plan.Spec.newBuilder(), Optional.of(new Slice(0, 1, 0, 64)))));

        assertThat(jobs).singleElement().satisfies(RunInputsIT::assertFailed);
    }

    /** Trap 54: a run from the old layout has no content until its plan is published; that is not "nothing to check". */
    @Test
    void aRunFromTheOldLayoutFailsUntilItsPlanIsPublished() {
        String name = "projects/shop/plans/101";
        var claim = new Claim(name, 1, 0, "", 1, 1, Plan.getDefaultInstance(), NOW, NOW, "", 0, Optional.empty());

        List<RunInputs.Job> jobs = inputs.read(List.of(claim));

        assertThat(jobs).singleElement().satisfies(
                job -> assertThat(Verdict.unchecked(job.derivation())).isInstanceOfSatisfying(Verdict.Failed.class,
                        failed -> assertThat(failed.error()).startsWith("NOT_PUBLISHED: ")));
    }

    private static void assertFailed(RunInputs.Job job) {
        assertThat(Verdict.unchecked(job.derivation())).isInstanceOfSatisfying(Verdict.Failed.class,
                failed -> assertThat(
                        failed.error()).startsWith("INVALID_PLAN: spec s has no kind that this version knows"));
    }

    private static Claim claim(String plan, Plan.Spec.Builder spec, Optional<Slice> slice) {
        String name = "projects/shop/plans/" + plan;
        return new Claim(name, 1, 1, "digest", 1, 1,
                Plan.newBuilder().setName(name).setRevision(1).addSpecs(spec.setId("s")).build(), NOW, NOW, "", 0,
                slice);
    }

    private static Plan.Spec.Builder change() {
        return Plan.Spec.newBuilder().setChangeDatabase(Plan.ChangeDatabase.newBuilder()
                .addTargets("instances/i/databases/d").setSheetSha256(Sha256.hex(SQL)));
    }
}
