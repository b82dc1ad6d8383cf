package dev.plangate.checks.file;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * What was found in a file.
 *
 * @param name as it was given
 * @param source its text; of what is no text the part before its first wrong byte
 * @param findings in the order of the text; none = nothing was found
 * @param dialect it was read as
 * @param trace empty = it was not traced: nobody asked for that, or it is no SQL
 */
public record CheckedFile(String name, SourceText source, List<Finding> findings, Dialect dialect,
        Optional<FileTrace> trace) {
    /** One of PostgreSQL that was traced, perhaps. */
    public CheckedFile(String name, SourceText source, List<Finding> findings, Optional<FileTrace> trace) {
        this(name, source, findings, Dialect.POSTGRES, trace);
    }

    /** One that was not traced. */
    public CheckedFile(String name, SourceText source, List<Finding> findings, Dialect dialect) {
        this(name, source, findings, dialect, Optional.empty());
    }

    public CheckedFile {
        findings = List.copyOf(findings);
    }

    /** One that was not traced. */
    public CheckedFile(String name, SourceText source, List<Finding> findings) {
        this(name, source, findings, Optional.empty());
    }

    /** How many findings are of a level. */
    public long count(Level level) {
        return findings.stream().filter(finding -> finding.severity().level() == level).count();
    }
}
