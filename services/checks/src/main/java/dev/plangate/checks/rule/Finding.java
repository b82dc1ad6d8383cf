package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Range;

/**
 * A danger in a statement.
 *
 * @param rule which rule found it
 * @param severity on this target, before any policy
 * @param range where it stands in the sheet
 * @param message what the statement does, one sentence
 * @param rewrite SQL to write instead of this statement; empty when there is none, or one that nobody would read: a statement of ten thousand commands may have
 *     as many findings
 */
public record Finding(RuleInfo rule, Severity severity, Range range, String message, String rewrite) {
    private static final int LONGEST_REWRITE = 4_000;

    public Finding {
        rewrite = rewrite.length() > LONGEST_REWRITE ? "" : rewrite;
    }

    Finding at(Level level) {
        return new Finding(rule, new Severity(level, severity.because()), range, message, rewrite);
    }
}
