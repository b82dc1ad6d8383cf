package dev.plangate.topology.approval;

import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRun.Facts.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a change. An empty optional is "unknown"; an empty list is "none".
 *
 * @param project {@code projects/{project}}
 * @param statementTypes kinds of statements
 * @param affectedRows over all targets
 * @param environments of the targets
 * @param engines of the targets
 * @param changedTables {@code schema.table}
 * @param targetsChecked how many were looked at
 * @param targetsDerived how many the plan has
 */
public record Facts(String project, Optional<List<String>> statementTypes, OptionalLong affectedRows,
        Optional<List<String>> environments, Optional<List<String>> engines, Optional<List<String>> changedTables,
        OptionalLong targetsChecked, OptionalLong targetsDerived) {
    /** Entries of a list; a longer one is as good as unknown, so that the cost of a condition has a bound. */
    static final int LONGEST = 1_000;

    public Facts {
        statementTypes = bounded(statementTypes);
        environments = bounded(environments);
        engines = bounded(engines);
        changedTables = bounded(changedTables);
    }

    /** Nothing but the project. */
    public static Facts unknown(String project) {
        return new Facts(project, Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * What a run that is DONE has found out. Of targets that a sample left out nothing is known, and of a plan without any target
     * neither: what it does was not checked.
     */
    public static Facts of(String project, CheckRun run) {
        if (!run.hasTotals()) {
            return unknown(project);
        }
        var totals = run.getTotals();
        var facts = run.getFacts();
        boolean all = totals.getTargets() > 0 && totals.getTargets() >= totals.getDerivedTargets();
        return new Facts(project, list(all, facts, Kind.STATEMENT_TYPES, facts.getStatementTypesList()),
                all && facts.hasAffectedRows() ? OptionalLong.of(facts.getAffectedRows()) : OptionalLong.empty(),
                list(all, facts, Kind.ENVIRONMENTS, facts.getEnvironmentsList()),
                list(all, facts, Kind.ENGINES, facts.getEnginesList()),
                list(all, facts, Kind.CHANGED_TABLES, facts.getChangedTablesList()),
                OptionalLong.of(totals.getTargets()), OptionalLong.of(totals.getDerivedTargets()));
    }

    private static Optional<List<String>> list(boolean all, CheckRun.Facts facts, Kind kind, List<String> values) {
        return all && facts.getCompleteList().contains(kind) ? Optional.of(values) : Optional.empty();
    }

    private static Optional<List<String>> bounded(Optional<List<String>> list) {
        return list.filter(values -> values.size() <= LONGEST).map(List::copyOf);
    }
}
