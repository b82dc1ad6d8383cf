package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import java.util.List;

/** One promise, or a few that are judged together. Pure. */
public interface Rule {
    /** What is broken; empty: it holds. */
    List<Violation> check(History history);

    /** All of them. */
    static List<Rule> all() {
        return List.of(new Drained(), new WellFormed(), new AcknowledgedRecords(), new LostRevisions(),
                new LostCheckRequests(),
                new LostRolloutRequests(), new TerminalEvents(), new RepeatedEvents(), new RepeatedCommands(),
                new RepeatedLetters(), new RepeatedRequests(), new OneRollout(), new OnePartition(), new StateOrder(),
                new RunOrder(), new ResultOrder(), new StatusOrder(), new CommandOrder(), new ResultSets(),
                new TargetCoverage(), new StaleFences(), new ForbiddenRollouts(), new StaleStates(), new StaleMembers(),
                new JudgedStates(), new StuckGates(), new UnansweredCommands(), new LeftOutbox(), new UnreadRecords(),
                new PoisonLetters(), new UnjustifiedLetters(), new RunTable(), new RolloutTable());
    }
}
