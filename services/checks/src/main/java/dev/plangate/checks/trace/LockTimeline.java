package dev.plangate.checks.trace;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.RelationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A picture for terminals of who has to wait while a script runs: a line for each table, a column for each statement. Plain ASCII; pure. */
public final class LockTimeline {
    private static final int NAME = 40;
    private static final int TEXT = 90;
    private static final int COLUMNS = 60;

    /**
     * A line of the picture, without its end.
     *
     * @param text what comes from the script or the target may be anything that is no line end
     * @param marks behind it: X, W, hyphens and blanks; empty in lines of words
     */
    public record Line(String text, String marks) {
        private Line(String text) {
            this(text, "");
        }

        @Override
        public String toString() {
            return text + marks;
        }
    }

    private LockTimeline() {}

    /** Lines without their ends; never none. */
    public static List<String> lines(ParsedSheet.Valid sheet, Trace trace, Rates rates) {
        return of(sheet, trace, rates).stream().map(Line::toString).toList();
    }

    /** The same with the marks apart; never none. */
    public static List<Line> of(ParsedSheet.Valid sheet, Trace trace, Rates rates) {
        return switch (trace) {
            case Trace.None none -> List.of(new Line("Not traced: " + none.reason() + "."));
            case Trace.Partly partly -> {
                var lines = new ArrayList<Line>();
                partly.reasons().forEach(reason -> lines.add(new Line("Partly traced: " + reason + ".")));
                lines.addAll(picture(sheet, partly.run(), rates));
                yield lines;
            }
            case Trace.Whole whole -> picture(sheet, whole.run(), rates);
        };
    }

    private static List<Line> picture(ParsedSheet.Valid sheet, Trace.Run run, Rates rates) {
        var lines = new ArrayList<Line>();
        var shown = columns(run);
        var held = held(run);
        var blocked = Blocked.of(sheet, run, rates);
        lines.add(new Line("Locks on an empty clone of the target, PostgreSQL " + run.major()
                + " (X: nobody reads or writes, W: nobody writes, -: others go on):"));
        if (held.isEmpty()) {
            lines.add(new Line("  none on a table that was there before."));
            return lines;
        }
        int width = Math.min(NAME, held.keySet().stream().mapToInt(String::length).max().orElse(0));
        lines.add(new Line("  " + " ".repeat(width) + "  " + shown.stream()
                .map(index -> String.valueOf((index + 1) % 10)).collect(Collectors.joining())));
        held.forEach((table, modes) -> {
            var marks = new StringBuilder();
            shown.forEach(index -> marks.append(mark(modes.get(index))));
            lines.add(new Line("  " + padded(table, width) + "  ", marks.toString().stripTrailing()));
            blocked.stream().filter(block -> block.table().toString().equals(table))
                    .forEach(block -> lines.add(new Line("  " + " ".repeat(width) + "  " + sentence(block, run))));
        });
        shown.forEach(index -> lines.add(new Line(statement(sheet, index))));
        if (shown.size() == COLUMNS) {
            lines.add(new Line("  ... only the first " + COLUMNS + " statements that lock something are shown."));
        }
        if (blocked.stream().anyMatch(block -> isEstimated(block.time()))) {
            lines.add(new Line("  Times are estimates: " + rates.words() + "."));
        }
        return lines;
    }

    /** Statements that lock something, and those between taking and releasing. */
    private static List<Integer> columns(Trace.Run run) {
        return run.statements().stream().map(TracedStatement::index)
                .filter(index -> run.statements().stream()
                        .anyMatch(by -> by.index() <= index && by.locks().stream()
                                .anyMatch(lock -> !lock.on().index() && lock.until() >= index)))
                .limit(COLUMNS).toList();
    }

    /** By table and statement the strongest lock that is held when the statement has run. */
    private static Map<String, Map<Integer, LockMode>> held(Trace.Run run) {
        var held = new TreeMap<String, Map<Integer, LockMode>>();
        for (TracedStatement by : run.statements()) {
            for (TracedLock lock : by.locks()) {
                if (!lock.on().index() && lock.mode() != LockMode.ACCESS_SHARE) {
                    var modes = held.computeIfAbsent(lock.on().name().toString(), _ -> new TreeMap<>());
                    for (int at = by.index(); at <= lock.until(); at++) {
                        modes.merge(at, lock.mode(), (one, other) -> one.compareTo(other) > 0 ? one : other);
                    }
                }
            }
        }
        return held;
    }

    private static char mark(LockMode mode) {
        return mode == null ? ' ' : mode.blocksReads() ? 'X' : mode.blocksWrites() ? 'W' : '-';
    }

    private static String sentence(Blocked block, Trace.Run run) {
        String who = block.mode().blocksReads() ? "readers and writers wait" : "writers wait";
        String when = block.from() == block.until()
                ? "during " + (block.from() + 1)
                : "from " + (block.from() + 1) + " to the end of " + (block.until() + 1);
        String how = switch (block.time()) {
            case Work.Moment _ -> "a moment: no work on rows";
            case Work.About about -> Words.time(about) + ": " + about.how();
            case Work.Unknown unknown -> unknown.known()
                    .map(known -> "at least " + Words.time(known) + ": " + known.how()
                            + "; how much longer nobody knows: ")
                    .orElse("nobody knows how long: ") + unknown.why();
        };
        return who + " " + when + " (" + block.mode() + size(block.table(), run) + "), " + how;
    }

    private static String size(RelationName table, Trace.Run run) {
        var size = run.size(table);
        return size.rows().isEmpty()
                ? ""
                : String.format(Locale.ROOT, ", about %,d rows, ", size.rows().getAsLong()) + bytes(size.totalBytes());
    }

    private static boolean isEstimated(Work work) {
        return switch (work) {
            case Work.Moment _ -> false;
            case Work.About _ -> true;
            case Work.Unknown unknown -> unknown.known().isPresent();
        };
    }

    private static String bytes(long bytes) {
        return bytes < 1 << 20
                ? Math.round(bytes / 1024.0) + " kB"
                : String.format(Locale.ROOT, "%,d MB", Math.round(bytes / 1048576.0));
    }

    private static String statement(ParsedSheet.Valid sheet, int index) {
        String text = sheet.statements().get(index).text().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        return String.format(Locale.ROOT, "  %3d  %s", index + 1,
                text.length() > TEXT
                        ? text.substring(0,
                                text.offsetByCodePoints(0, Math.min(TEXT, text.codePointCount(0, text.length()))))
                                + "..."
                        : text);
    }

    private static String padded(String text, int width) {
        return text.length() > width ? text.substring(0, width - 3) + "..." : text + " ".repeat(width - text.length());
    }
}
