package dev.plangate.checks.trace;

import java.time.Duration;
import java.util.Locale;

/** How times are told. */
final class Words {
    private Words() {}

    static String time(Work work) {
        return switch (work) {
            case Work.Moment _ -> "a moment";
            case Work.About about -> "about " + time(about.time());
            case Work.Unknown _ -> "unknown";
        };
    }

    /** Two digits at most: an estimate is no more exact. */
    static String time(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        if (seconds < 0.1) {
            return "0.1 s or less";
        }
        return seconds < 10
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : seconds < 120
                        ? String.format(Locale.ROOT, "%.0f s", seconds)
                        : seconds < 7200
                                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                                : String.format(Locale.ROOT, "%.0f h", seconds / 3600);
    }
}
