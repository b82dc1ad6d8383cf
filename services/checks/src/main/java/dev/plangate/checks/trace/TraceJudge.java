package dev.plangate.checks.trace;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.rule.Sizes;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds findings against a trace. Where they disagree about locks, rewrites and scans, the trace decides, and the finding says so. Pure.
 *
 * <p>A trace that is whole can take weight from a finding; one that is partial cannot, for what it did not see may be what it lacks. Either can confirm a finding,
 * and add one where the rules saw nothing.
 */
public final class TraceJudge {
    /** Of work that a trace has seen and no rule. Its level follows the size of the table. */
    public static final RuleInfo TRACED = new RuleInfo("traced-blocking-work", 900, Level.ERROR,
            "On an empty clone of the target the statement reads or writes all rows of a table while writers are kept out.",
            "Everybody who writes to the table waits until it is done, for as long as the table is large, and readers too when the lock is ACCESS EXCLUSIVE.");

    /** Rules about work that takes as long as a table is large, and that a server does on an empty table too. */
    private static final Set<String> DECIDED = Set.of("changing-column-type", "adding-not-nullable-field",
            "adding-field-with-default", "constraint-missing-not-valid", "adding-foreign-key-constraint",
            "require-concurrent-index-creation", "disallowed-unique-constraint", "adding-primary-key-constraint",
            "adding-exclusion-constraint", "adding-serial-column", "attach-partition", "set-logged");
    /** They say nothing about work. */
    private static final Set<String> OF_NO_WORK = Set.of("require-lock-timeout", "require-statement-timeout",
            "dynamic-sql", "ignore-comment", "multiple-alter-table");

    private TraceJudge() {}

    /**
     * The findings after the trace, in the order of the sheet.
     *
     * @param sizes from when on a table is large
     */
    public static List<Finding> judge(ParsedSheet.Valid sheet, List<Finding> findings, Trace trace, Sizes sizes) {
        return switch (trace) {
            case Trace.None _ -> findings;
            case Trace.Partly partly -> judge(sheet, findings, partly.run(), false, sizes);
            case Trace.Whole whole -> judge(sheet, findings, whole.run(), true, sizes);
        };
    }

    private static List<Finding> judge(ParsedSheet.Valid sheet, List<Finding> findings, Trace.Run run, boolean whole,
            Sizes sizes) {
        var traced = run.statements().stream().filter(statement -> statement.failure().isEmpty())
                .collect(Collectors.toMap(TracedStatement::index, statement -> statement));
        var judged = new ArrayList<Finding>();
        var byStatement = byStatement(sheet, findings);
        for (Statement statement : sheet.statements()) {
            var found = byStatement.getOrDefault(statement.index(), List.of());
            var seen = traced.get(statement.index());
            if (seen == null) {
                judged.addAll(found);
                continue;
            }
            var work = BlockingWork.of(seen);
            found.forEach(finding -> judged.add(decided(finding, work, run, whole)));
            if (found.stream().allMatch(finding -> OF_NO_WORK.contains(finding.rule().name()))) {
                work.forEach(unseen -> judged.add(added(statement.range(), unseen, run, sizes)));
            }
        }
        judged.addAll(byStatement.getOrDefault(-1, List.of()));
        return judged;
    }

    /** Those that stand in no statement have number -1. */
    private static Map<Integer, List<Finding>> byStatement(ParsedSheet.Valid sheet, List<Finding> findings) {
        var found = new HashMap<Integer, List<Finding>>();
        for (Finding finding : findings) {
            int index = sheet.statements().stream().filter(statement -> within(finding.range(), statement.range()))
                    .mapToInt(Statement::index).findFirst().orElse(-1);
            found.computeIfAbsent(index, _ -> new ArrayList<>()).add(finding);
        }
        return found;
    }

    private static boolean within(Range inner, Range outer) {
        return inner.from() >= outer.from() && inner.to() <= outer.to();
    }

    private static Finding decided(Finding finding, List<BlockingWork> work, Trace.Run run, boolean whole) {
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

    private static Finding added(Range range, BlockingWork work, Trace.Run run, Sizes sizes) {
        return new Finding(TRACED, severity(work, run, sizes), range,
                "Traced on an empty clone (PostgreSQL " + run.major() + "), the statement " + work
                        + ", which no rule saw: the trace decides.",
                "");
    }

    private static Severity severity(BlockingWork work, Trace.Run run, Sizes sizes) {
        var rows = run.size(work.table()).rows();
        if (rows.isEmpty()) {
            return new Severity(Level.ERROR,
                    "The size of " + work.table() + " is not known: the worst case is assumed.");
        }
        long number = rows.getAsLong();
        Level level = number >= sizes.large()
                ? Level.ERROR
                : number >= sizes.large() / 10 ? Level.WARNING : Level.INFO;
        return new Severity(level, String.format(Locale.ROOT, "%s has about %,d rows.", work.table(), number));
    }
}
