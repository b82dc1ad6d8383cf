package dev.plangate.topology.approval;

import dev.plangate.v1.ApprovalRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds by the rules of a project and then those of the workspace. Remembers what it compiled; for one thread. */
public final class ApprovalFinder {
    private static final int REMEMBERED = 100;

    private final RuleBook workspace;
    private final Map<List<ApprovalRule>, RuleBook.Reading> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<ApprovalRule>, RuleBook.Reading> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param workspace the rules for whatever no rule of a project decides */
    public ApprovalFinder(RuleBook workspace) {
        this.workspace = workspace;
    }

    /** Rules that intake would refuse today may have been accepted by an older version: they lead to the strictest flow. */
    public Finding find(List<ApprovalRule> project, Facts facts) {
        return switch (compiled.computeIfAbsent(project, RuleBook::read)) {
            case RuleBook.Usable(var book) -> ApprovalFinding
                    .of(Stream.concat(book.rules().stream(), workspace.rules().stream()).toList(), facts);
            case RuleBook.Refused(var faults) -> ApprovalFinding.strictest(workspace.rules(),
                    "the project's rules cannot be used: " + faults.getFirst());
        };
    }
}
