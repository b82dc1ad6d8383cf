package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Range;

/**
 * A danger in a statement.
 *
 * @param rule which rule found it
 * @param severity on this target, before any policy
 * @param range where it stands in the sheet
 * @param message what the statement does, one sentence
 * @param rewrite SQL to write instead of this statement; empty when there is none
 */
public record Finding(RuleInfo rule, Severity severity, Range range, String message, String rewrite) {
    Finding at(Level level) {
        return new Finding(rule, new Severity(level, severity.because()), range, message, rewrite);
    }
}
