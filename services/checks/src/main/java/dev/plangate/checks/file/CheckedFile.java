package dev.plangate.checks.file;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.SourceText;
import java.util.List;

/**
 * What was found in a file.
 *
 * @param name as it was given
 * @param source its text; of what is no text the part before its first wrong byte
 * @param findings in the order of the text; none = nothing was found
 * @param dialect it was read as
 */
public record CheckedFile(String name, SourceText source, List<Finding> findings, Dialect dialect) {
    /** One of PostgreSQL. */
    public CheckedFile(String name, SourceText source, List<Finding> findings) {
        this(name, source, findings, Dialect.POSTGRES);
    }

    public CheckedFile {
        findings = List.copyOf(findings);
    }

    /** How many findings are of a level. */
    public long count(Level level) {
        return findings.stream().filter(finding -> finding.severity().level() == level).count();
    }
}
