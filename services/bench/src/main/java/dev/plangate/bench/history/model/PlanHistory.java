package dev.plangate.bench.history.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything of one plan, each list in the order of its topic. Filled by the reader, then only read.
 *
 * @param poison records under its key that must be refused
 */
public record PlanHistory(String name, List<PlanRecord> plans, List<ApprovalRecord> approvals,
        List<CheckRequestRecord> checkRequests, List<RolloutRequestRecord> rolloutRequests, List<StateRecord> states,
        List<RunRecord> runs, List<ResultRecord> results, List<StatusRecord> statuses, List<CommandRecord> commands,
        List<RolloutRecord> rollouts, List<Claim> claims, List<Poison> poison) {
    /** A plan of which nothing is known yet. */
    public PlanHistory(String name) {
        this(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>(), new ArrayList<>());
    }

    /** projects/{project} */
    public String project() {
        int end = name.indexOf("/plans/");
        return end < 0 ? "" : name.substring(0, end);
    }

    /** The newest state; empty: none was published. */
    public Optional<StateRecord> newestState() {
        return states.isEmpty() ? Optional.empty() : Optional.of(states.getLast());
    }

    /** The terminal events of a run. */
    public List<RunRecord> ends(long run) {
        return runs.stream().filter(r -> r.run() == run && r.isTerminal()).toList();
    }

    /** The first terminal event of a run. */
    public Optional<RunRecord> end(long run) {
        return runs.stream().filter(r -> r.run() == run && r.isTerminal()).findFirst();
    }

    /** The results of a run. */
    public List<ResultRecord> results(long run) {
        return results.stream().filter(r -> r.run() == run).toList();
    }

    /** The rollout's creation; empty: there is none. */
    public Optional<RolloutRecord> creation() {
        return rollouts.stream().filter(RolloutRecord::isCreated).findFirst();
    }
}
