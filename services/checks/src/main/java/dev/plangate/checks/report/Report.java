package dev.plangate.checks.report;

import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Level;
import java.util.List;

/**
 * What came of one call.
 *
 * @param files in the order in which they were given
 * @param failOn the least level that is a failure
 * @param version of Plangate
 */
public record Report(List<CheckedFile> files, Level failOn, String version) {
    public Report {
        files = List.copyOf(files);
    }

    /** Whether a finding is as bad as that. */
    public boolean fails() {
        return files.stream().anyMatch(this::fails);
    }

    /** How many findings of all files are of a level. */
    public long count(Level level) {
        return files.stream().mapToLong(file -> file.count(level)).sum();
    }

    boolean fails(CheckedFile file) {
        return file.findings().stream().anyMatch(finding -> fails(finding.severity().level()));
    }

    boolean fails(Level level) {
        return level.compareTo(failOn) >= 0;
    }
}
