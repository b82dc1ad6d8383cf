package dev.plangate.checks.summary;

import dev.plangate.checks.sql.Statement;
import java.util.List;

/** The target's planner. */
public interface Planner {
    /**
     * Its estimate of the rows that all modifications of a statement touch together.
     *
     * @param path the search path that the script has set; empty = the target's own
     */
    long rows(Statement statement, List<String> path) throws NotPlanned;

    /** It said no: why, without secrets. */
    final class NotPlanned extends Exception {
        private static final long serialVersionUID = 1L;

        public NotPlanned(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
