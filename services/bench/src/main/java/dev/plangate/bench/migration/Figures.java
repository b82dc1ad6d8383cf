package dev.plangate.bench.migration;

import dev.plangate.db.row.Rehearsal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was measured.
 *
 * @param rehearsed seconds of the dry run
 * @param applied seconds of the migration, all steps and the commit
 * @param oldBytes of plan_check_run before
 * @param newBytes of plan_check_run afterwards
 */
record Figures(Rehearsal rehearsal, double rehearsed, double applied, List<Step> steps, long oldBytes, long newBytes) {

    /** Seconds of one migration. */
    record Step(String migration, double seconds) {}

    String table() {
        var rows = rehearsal.rows();
        return """

                %,d rows of the old layout: %,d kept, %,d replaced, %,d cancelled, %,d old
                %,d runs: %,d to be run again, %,d failed, %,d done; %,d fields could not be taken over

                dry run                      %8.1f s   %,9.0f rows/s
                migration                    %8.1f s   %,9.0f rows/s
                %s
                plan_check_run was %,d MB, is %,d MB
                """
                .formatted(rows.total(), rows.kept(), rows.replaced(), rows.canceled(), rows.old(),
                        rehearsal.runs().total(), rehearsal.runs().available(), rehearsal.runs().failed(),
                        rehearsal.runs().done(), notes(), rehearsed, rows.total() / rehearsed, applied,
                        rows.total() / applied,
                        steps.stream().map(step -> "  %-26s %8.1f s".formatted(step.migration(), step.seconds()))
                                .collect(Collectors.joining("\n")),
                        oldBytes >> 20, newBytes >> 20);
    }

    String json() {
        var rows = rehearsal.rows();
        return ("{\"rows\":%d,\"kept\":%d,\"replaced\":%d,\"canceled\":%d,\"old\":%d,\"runs\":%d,\"fields\":%d,"
                + "\"dry_run_seconds\":%.2f,\"seconds\":%.2f,\"rows_per_second\":%.0f,\"old_mb\":%d,\"new_mb\":%d,"
                + "\"steps\":{%s}}")
                .formatted(rows.total(), rows.kept(), rows.replaced(), rows.canceled(), rows.old(),
                        rehearsal.runs().total(), notes(), rehearsed, applied, rows.total() / applied, oldBytes >> 20,
                        newBytes >> 20,
                        steps.stream().map(step -> "\"%s\":%.2f".formatted(step.migration(), step.seconds()))
                                .collect(Collectors.joining(",")));
    }

    private long notes() {
        return rehearsal.fields().stream().mapToLong(Rehearsal.Field::count).sum();
    }
}
