package dev.plangate.topology.domain;

import static java.util.Comparator.comparingInt;

import dev.plangate.internal.v1.FoundResults;
import dev.plangate.internal.v1.GateState;
import dev.plangate.v1.CheckRun;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The check runs that count, or may come to count: the one that the plan state names, and those made after it, whose plan
 * state may still be on its way. Nothing but the plan state chooses among them: a run that was made for an old revision
 * has a higher number and means nothing.
 */
final class Runs {
    /** Runs kept per plan. */
    static final int KEPT = 8;

    /** Of one run: an end outlasts what comes late, then the later claim counts. */
    private static final Comparator<CheckRun> NEWER = comparingInt((CheckRun run) -> isEnded(run) ? 1 : 0)
            .thenComparingLong(CheckRun::getFence).thenComparingInt(CheckRun::getStatusValue);

    /** Of several: what can still open the gate, then what is newer. */
    private static final Comparator<CheckRun> WORTH = comparingInt((CheckRun run) -> isLost(run) ? 0 : 1)
            .thenComparingLong(CheckRun::getRevision).thenComparingLong(CheckRun::getRun);

    private Runs() {}

    /** The run that counts, once it has reported. */
    static Optional<CheckRun> counted(GateState state) {
        return state.getRunsList().stream().filter(run -> run.getRun() == state.getPlanState().getRun()).findFirst();
    }

    /** Whether the run that counts found what another one had found. What is not known of either is not the same. */
    static boolean foundTheSame(GateState state, long other) {
        return found(state, state.getPlanState().getRun())
                .filter(digest -> found(state, other).filter(digest::equals).isPresent()).isPresent();
    }

    private static Optional<String> found(GateState state, long run) {
        return state.getFoundList().stream().filter(results -> results.getRun() == run)
                .map(FoundResults::getDigest).findFirst();
    }

    static GateState with(GateState before, CheckRun reported) {
        var state = withFound(before, reported);
        var run = Trimmed.of(reported);
        var runs = new ArrayList<>(state.getRunsList());
        var known = runs.stream().filter(other -> other.getRun() == run.getRun()).findFirst();
        if (known.isPresent() && NEWER.compare(run, known.get()) <= 0) {
            return state;
        }
        known.ifPresent(runs::remove);
        runs.add(run);
        return kept(state, runs, state.getPlanState().getRun());
    }

    /** Of a run without any target there is nothing to differ in. */
    private static GateState withFound(GateState state, CheckRun run) {
        boolean nothing = run.hasTotals() && run.getTotals().getDerivedTargets() == 0;
        var digest = nothing ? "NOTHING" : run.getFacts().getResultsDigest();
        if (run.getStatus() != CheckRun.Status.DONE || digest.isEmpty() || found(state, run.getRun()).isPresent()) {
            return state;
        }
        var found = FoundResults.newBuilder().setRun(run.getRun()).setDigest(Trimmed.text(digest)).build();
        return state.toBuilder().clearFound().addAllFound(Stream.concat(state.getFoundList().stream(), Stream.of(found))
                .sorted(Comparator.comparingLong(FoundResults::getRun).reversed()).limit(KEPT).toList()).build();
    }

    /** Forgets the runs below the one that the plan state names now. */
    static GateState from(GateState state, long counted) {
        return kept(state, state.getRunsList(), counted);
    }

    private static GateState kept(GateState state, List<CheckRun> runs, long counted) {
        var worthy = runs.stream().filter(run -> run.getRun() > counted).sorted(WORTH.reversed()).limit(KEPT);
        var named = runs.stream().filter(run -> run.getRun() == counted);
        return state.toBuilder().clearRuns().addAllRuns(Stream.concat(named, worthy).toList()).build();
    }

    /** Whether it will not report again. */
    static boolean isEnded(CheckRun run) {
        return run.getStatus() == CheckRun.Status.DONE || isLost(run);
    }

    private static boolean isLost(CheckRun run) {
        return run.getStatus() == CheckRun.Status.FAILED || run.getStatus() == CheckRun.Status.CANCELED;
    }
}
