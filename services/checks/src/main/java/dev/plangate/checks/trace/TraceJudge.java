package dev.plangate.checks.trace;

import dev.plangate.checks.rule.Evidence;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Rules;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds findings against a trace. Where they disagree about locks, rewrites and scans, the trace decides, and the finding says so. Pure.
 *
 * <p>A trace that is whole can take weight from a finding; one that is partial cannot, for what it did not see may be what it lacks. Either can confirm a finding,
 * and add one where the rules saw nothing.
 */
public final class TraceJudge implements Evidence {
    /** Rules about work that takes as long as a table is large, and that a server does on an empty table too. */
    private static final Set<String> DECIDED = Set.of("changing-column-type", "adding-not-nullable-field",
            "adding-field-with-default", "constraint-missing-not-valid", "adding-foreign-key-constraint",
            "require-concurrent-index-creation", "disallowed-unique-constraint", "adding-primary-key-constraint",
            "adding-exclusion-constraint", "adding-serial-column", "attach-partition", "set-logged");
    /** They say nothing about work. */
    private static final Set<String> OF_NO_WORK = Set.of("require-lock-timeout", "require-statement-timeout",
            "dynamic-sql", "ignore-comment", "multiple-alter-table");
    private static final int REASONS = 5;

    private final Trace.Run run;
    private final boolean whole;
    private final Policy policy;
    /** Statements that ran, by their index. */
    private final Map<Integer, TracedStatement> ran;

    private TraceJudge(Trace.Run run, boolean whole, Policy policy) {
        this.run = run;
        this.whole = whole;
        this.policy = policy;
        ran = run.statements().stream().filter(statement -> statement.failure().isEmpty())
                .collect(Collectors.toMap(TracedStatement::index, statement -> statement));
    }

    /**
     * What a trace says of each statement.
     *
     * @param policy decides about the level of what the trace adds
     */
    public static Evidence of(Trace trace, Policy policy) {
        return switch (trace) {
            case Trace.None _ -> Evidence.NONE;
            case Trace.Partly partly -> new TraceJudge(partly.run(), false, policy);
            case Trace.Whole whole -> new TraceJudge(whole.run(), true, policy);
        };
    }

    /** Says that a trace is not whole, where a statement failed, else at the first line; empty = it is. */
    public static Optional<Finding> partly(ParsedSheet.Valid sheet, Trace trace, Policy policy) {
        return switch (trace) {
            case Trace.Whole _ -> Optional.empty();
            case Trace.None none -> Optional.of(partly(firstLine(sheet), "Not traced: " + none.reason(), policy));
            case Trace.Partly partly -> {
                var range = partly.run().statements().stream().filter(statement -> statement.failure().isPresent())
                        .map(failed -> sheet.statements().get(failed.index()).range()).findFirst()
                        .orElseGet(() -> firstLine(sheet));
                var reasons = partly.reasons();
                yield Optional.of(partly(range,
                        "Partly traced: " + reasons.stream().limit(REASONS).collect(Collectors.joining("; "))
                                + (reasons.size() > REASONS ? "; and " + (reasons.size() - REASONS) + " more" : ""),
                        policy));
            }
        };
    }

    private static Finding partly(Range range, String message, Policy policy) {
        return policy.levelled(new Finding(Rules.PARTLY_TRACED, new Severity(Rules.PARTLY_TRACED.level(), ""), range,
                message + ".", ""));
    }

    private static Range firstLine(ParsedSheet.Valid sheet) {
        return new Range(0, sheet.source().length() == 0 ? 0 : sheet.source().line(1).to());
    }

    @Override
    public List<Finding> weigh(Statement statement, List<Finding> found) {
        var seen = ran.get(statement.index());
        if (seen == null) {
            return found;
        }
        var work = BlockingWork.of(seen);
        var judged = new ArrayList<Finding>();
        found.forEach(finding -> judged.add(decided(finding, work)));
        if (policy.applies(Rules.TRACED_BLOCKING_WORK)
                && found.stream().allMatch(finding -> OF_NO_WORK.contains(finding.rule().name()))) {
            work.forEach(unseen -> judged.add(policy.levelled(added(statement.range(), unseen))));
        }
        return judged;
    }

    private Finding decided(Finding finding, List<BlockingWork> work) {
        if (!DECIDED.contains(finding.rule().name())) {
            return finding;
        }
        if (!work.isEmpty()) {
            String did = work.stream().map(BlockingWork::toString).collect(Collectors.joining(" and "));
            return with(finding, finding.severity(), "Traced on an empty clone (PostgreSQL " + run.major()
                    + "), the statement " + did + ".");
        }
        if (!whole) {
            return finding;
        }
        return with(finding, new Severity(Level.INFO, finding.severity().because()),
                "Traced on an empty clone (PostgreSQL " + run.major()
                        + "), the statement does no work on all rows of a table that writers are kept out of: the rule expects it, the trace decides.");
    }

    private static Finding with(Finding finding, Severity severity, String sentence) {
        return new Finding(finding.rule(), severity, finding.range(), finding.message() + " " + sentence,
                finding.rewrite());
    }

    private Finding added(Range range, BlockingWork work) {
        return new Finding(Rules.TRACED_BLOCKING_WORK, severity(work), range,
                "Traced on an empty clone (PostgreSQL " + run.major() + "), the statement " + work
                        + ", which no rule saw: the trace decides.",
                "");
    }

    private Severity severity(BlockingWork work) {
        var rows = run.size(work.table()).rows();
        if (rows.isEmpty()) {
            return new Severity(Level.ERROR,
                    "The size of " + work.table() + " is not known: the worst case is assumed.");
        }
        long number = rows.getAsLong();
        long large = policy.sizes().large();
        Level level = number >= large ? Level.ERROR : number >= large / 10 ? Level.WARNING : Level.INFO;
        return new Severity(level, String.format(Locale.ROOT, "%s has about %,d rows.", work.table(), number));
    }
}
