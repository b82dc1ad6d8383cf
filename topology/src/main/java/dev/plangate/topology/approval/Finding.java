package dev.plangate.topology.approval;

import java.util.List;

/**
 * Who has to approve, and why.
 *
 * @param rules that matched or may match; none when the strictest flow applies for want of one
 * @param reason one sentence for people, without capital and full stop
 */
public record Finding(Ruling ruling, List<String> rules, String reason) {
    public Finding {
        rules = List.copyOf(rules);
    }

    /** A rule says so; an error or the lack of a rule never does. */
    public boolean noApprovalNeeded() {
        return !rules.isEmpty() && ruling.flow().steps().isEmpty();
    }
}
