package dev.plangate.topology.domain;

import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.ApprovalRequirement.Risk;
import dev.plangate.v1.ApprovalRule;
import dev.plangate.v1.CheckRun;
import java.util.ArrayList;
import java.util.List;

/**
 * What the table of the gate knows of the run that counts.
 *
 * @param results of a run that is DONE
 * @param ofRevision whether it checked the plan's revision; else the one before
 * @param ofDigest whether it checked what the plan means now
 */
record Checked(Progress progress, Results results, boolean ofRevision, boolean ofDigest) {
    /** Few rows need nobody, more of them one person, still more are not thought of. */
    static final List<ApprovalRule> RULES = List.of(
            ApprovalRule.newBuilder().setName("few").setCondition("affected_rows < 100").setRisk(Risk.LOW)
                    .setNoApproval(ApprovalRule.NoApproval.getDefaultInstance()).build(),
            ApprovalRule.newBuilder().setName("more").setCondition("affected_rows >= 100 && affected_rows < 1000")
                    .setRisk(Risk.MODERATE).setFlow(ApprovalRule.Flow.newBuilder().addSteps(
                            ApprovalRequirement.Step.newBuilder().addRoles("roles/dba").setRequired(1)))
                    .build());

    /** NONE = the plan names no run; UNHEARD = it names one that has not reported. */
    enum Progress {
        NONE, UNHEARD, AVAILABLE, RUNNING, DONE, FAILED, CANCELED
    }

    /** Each with other rows: 5, 500, 5,000; of a sample, or without any target, nobody knows. */
    enum Results {
        NONE, CLEAN, WARNINGS, ERRORS, SAMPLED, ZERO_TARGETS
    }

    static List<Checked> all() {
        var all = new ArrayList<Checked>();
        for (var progress : Progress.values()) {
            for (var results : Results.values()) {
                if ((progress == Progress.DONE) != (results != Results.NONE)) {
                    continue;
                }
                boolean reported = progress.compareTo(Progress.AVAILABLE) >= 0;
                for (int bits = 0; bits < (reported ? 4 : 1); bits++) {
                    all.add(new Checked(progress, results, (bits & 1) == 0, (bits & 2) == 0));
                }
            }
        }
        return all;
    }

    /** What has reported: run 1, which found the same; run 2, which found something else; the run that counts. Run 3 is never heard of. */
    List<CheckRun> reports() {
        var reports = new ArrayList<CheckRun>();
        reports.add(found(Samples.run(1, Ground.REVISION, CheckRun.Status.DONE)).build());
        reports.add(Samples.done(2, Ground.REVISION, 0).setFacts(Samples.facts(77)).build());
        if (progress.compareTo(Progress.AVAILABLE) >= 0) {
            var run = Samples.run(Ground.RUN, ofRevision ? Ground.REVISION : Ground.REVISION - 1,
                    CheckRun.Status.valueOf(progress.name())).setCheckDigest(ofDigest ? "digest-2" : "digest-before");
            reports.add(progress == Progress.DONE ? found(run).build() : run.setError("TOLD why").build());
        }
        return reports;
    }

    private CheckRun.Builder found(CheckRun.Builder run) {
        var totals = run.getTotalsBuilder().setTargets(2).setDerivedTargets(2).setSuccesses(2);
        return switch (results) {
            case NONE, CLEAN -> run.setFacts(Samples.facts(5));
            case WARNINGS -> {
                totals.setWarnings(3);
                yield run.setFacts(Samples.facts(500));
            }
            case ERRORS -> {
                totals.setErrors(1);
                yield run.setFacts(Samples.facts(5_000));
            }
            case SAMPLED -> {
                totals.setDerivedTargets(40);
                yield run.setFacts(Samples.facts(5));
            }
            case ZERO_TARGETS -> run.setTotals(CheckRun.Totals.getDefaultInstance())
                    .setFacts(CheckRun.Facts.getDefaultInstance());
        };
    }
}
