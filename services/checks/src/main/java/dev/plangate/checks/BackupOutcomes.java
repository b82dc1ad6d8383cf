package dev.plangate.checks;

import dev.plangate.checks.backup.PriorBackup;
import dev.plangate.checks.backup.Verdict;
import dev.plangate.checks.backup.Verdict.Impossible;
import dev.plangate.checks.backup.Verdict.Possible;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words what was found of a prior backup. */
final class BackupOutcomes {
    private static final CheckType TYPE = CheckType.STATEMENT_ADVISE;

    private final Outcomes outcomes;
    private final int limit;

    /** @param limit statements that cannot be saved; the rest is counted */
    BackupOutcomes(Outcomes outcomes, int limit) {
        this.outcomes = outcomes;
        this.limit = limit;
    }

    /** At least one: an ERROR for each statement that cannot be saved, or one SUCCESS that says what is copied. */
    List<CheckOutcome> of(SourceText source, List<Verdict> verdicts) {
        var impossible = verdicts.stream().filter(Impossible.class::isInstance).map(Impossible.class::cast).toList();
        if (impossible.isEmpty()) {
            return List.of(possible(verdicts.stream().map(Possible.class::cast).toList()));
        }
        var found = new ArrayList<CheckOutcome>();
        impossible.stream().limit(limit).map(one -> impossible(source, one)).forEach(found::add);
        if (impossible.size() > limit) {
            found.add(outcomes.error(TYPE, Codes.BACKUP_IMPOSSIBLE, "and " + (impossible.size() - limit) + " more",
                    "Only the first " + limit + " statements that cannot be saved are listed."));
        }
        return found;
    }

    private CheckOutcome impossible(SourceText source, Impossible one) {
        return outcomes.outcome(TYPE, Status.ERROR, Codes.BACKUP_IMPOSSIBLE, "Prior backup is not possible",
                one.reason() + " " + one.remedy() + " Or switch enable_prior_backup off in the plan.")
                .setReview(AdviceOutcomes.report(source, one.statement().range(), "", "")).build();
    }

    private CheckOutcome possible(List<Possible> copies) {
        if (copies.isEmpty()) {
            return outcomes.outcome(TYPE, Status.SUCCESS, Codes.BACKUP_POSSIBLE, "Nothing to save",
                    "No statement changes or deletes rows that are there before.").build();
        }
        boolean known = copies.stream().allMatch(copy -> copy.bytes().isPresent());
        long rows = copies.stream().mapToLong(copy -> copy.rows().orElse(0)).sum();
        long bytes = copies.stream().mapToLong(copy -> copy.bytes().orElse(0)).sum();
        var content = new StringBuilder(known
                ? String.format(Locale.ROOT, "About %,d rows (%s) are copied to the schema %s.", rows, size(bytes),
                        PriorBackup.SCHEMA)
                : "How many rows are copied to the schema " + PriorBackup.SCHEMA + " is not known.");
        copies.stream().limit(limit).forEach(copy -> content.append('\n').append(copy.table()).append(" -> ")
                .append(copy.copy()).append(copy.rows().isPresent()
                        ? String.format(Locale.ROOT, ": about %,d rows", copy.rows().getAsLong())
                        : ": not known"));
        return outcomes.outcome(TYPE, Status.SUCCESS, Codes.BACKUP_POSSIBLE, "Prior backup is possible",
                content.toString()).build();
    }

    private static String size(long bytes) {
        return bytes >= 1 << 20
                ? String.format(Locale.ROOT, "%,d MB", bytes >> 20)
                : String.format(Locale.ROOT, "%,d kB", (bytes + 1023) >> 10);
    }
}
