package dev.plangate.pipeline.migration;

import dev.plangate.db.row.Rehearsal;
import dev.plangate.pipeline.console.Paint;
import java.util.List;
import java.util.Optional;

/** What a dry run tells people. */
public record MigrationText(Paint paint) {
    private static final int FIELDS = 20;

    /** The whole page. */
    public String page(List<String> pending, Optional<Rehearsal> rehearsal) {
        if (pending.isEmpty()) {
            return "The schema is up to date.";
        }
        var page = new StringBuilder("Pending: %s.\n".formatted(String.join(", ", pending)));
        rehearsal.ifPresentOrElse(r -> page.append(told(r)),
                () -> page.append("There are no rows of the old layout.\n"));
        return page.toString();
    }

    private String told(Rehearsal rehearsal) {
        var page = new StringBuilder();
        var rows = rehearsal.rows();
        var runs = rehearsal.runs();
        page.append("""

                %,d old check runs, tried out on a copy that is gone again:
                  %,11d kept, the newest of their plan, type and target
                  %,11d left out: a newer one of the same plan, type and target is kept
                  %,11d left out: cancelled
                  %,11d left out: of more than 30 days ago
                %,d plans in %,d projects get their names; %,d of them get a run:
                  %,11d to be run again, because one of its rows was RUNNING
                  %,11d FAILED
                  %,11d DONE
                """.formatted(rows.total(), rows.kept(), rows.replaced(), rows.canceled(), rows.old(), runs.plans(),
                runs.projects(), runs.total(), runs.available(), runs.failed(), runs.done()));
        page.append(fields(rehearsal.fields()));
        rehearsal.plan().ifPresent(plan -> page.append(onePlan(plan)));
        if (!rehearsal.obstacles().isEmpty()) {
            page.append("\n").append(paint.red("It would fail:")).append("\n");
            rehearsal.obstacles().forEach(obstacle -> page.append("  %s%n".formatted(obstacle)));
        }
        return page.toString();
    }

    private static String fields(List<Rehearsal.Field> fields) {
        if (fields.isEmpty()) {
            return "Every field can be taken over.\n";
        }
        var page = new StringBuilder(
                "%,d fields cannot be taken over as they are; afterwards each is a row of migration_note:\n"
                        .formatted(fields.stream().mapToLong(Rehearsal.Field::count).sum()));
        fields.stream().limit(FIELDS).forEach(field -> page.append("  %,11d  %s: %s (such as %s in row %d of %s)%n"
                .formatted(field.count(), field.field(), field.consequence(), oneLine(field.found()), field.row(),
                        field.plan())));
        if (fields.size() > FIELDS) {
            page.append("               and %,d kinds more: --json has them all%n".formatted(fields.size() - FIELDS));
        }
        return page.toString();
    }

    private static String onePlan(Rehearsal.OnePlan plan) {
        var page = new StringBuilder("\n%s: %s\n".formatted(plan.name(), plan.status().isEmpty()
                ? "no run: none of its rows is kept"
                : "%s, %,d errors, %,d warnings, created %s, updated %s".formatted(plan.status(), plan.errors(),
                        plan.warnings(), plan.createdAt(), plan.updatedAt())));
        plan.rows().forEach(row -> page.append("  row %d, %s, %s, %s of %s: %s%n".formatted(row.id(), row.type(),
                row.target().isEmpty() ? "no target" : row.target(), row.status(), row.createdAt(), verdict(row))));
        plan.notes().forEach(note -> page.append("  row %d, %s is %s: %s%n".formatted(note.row(), note.field(),
                oneLine(note.found()), note.consequence())));
        return page.toString();
    }

    private static String verdict(Rehearsal.OldRow row) {
        return switch (row.verdict()) {
            case KEPT -> "kept";
            case REPLACED -> "left out, row %d is newer".formatted(row.replacedBy());
            case CANCELED -> "left out, cancelled";
            case OLD -> "left out, of more than 30 days ago";
        };
    }

    private static String oneLine(String text) {
        String shown = text.strip().replaceAll("\\s+", " ");
        return shown.length() <= 60 ? shown : shown.substring(0, 60) + "...";
    }
}
