package dev.plangate.checks.report;

import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.sql.Position;

/**
 * Where a finding stands.
 *
 * @param end behind its last character
 */
record Region(Position start, Position end) {
    static Region of(CheckedFile file, Finding finding) {
        return new Region(file.source().position(finding.range().from()),
                file.source().position(finding.range().to()));
    }
}
