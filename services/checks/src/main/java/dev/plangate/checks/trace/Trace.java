package dev.plangate.checks.trace;

import dev.plangate.checks.sql.RelationName;
import java.util.List;
import java.util.Map;

/** What came of running a script on an empty copy of its target's schema. Only {@link Whole} may be taken for an answer about all of the script. */
public sealed interface Trace {
    /** Every statement ran, on a copy that lacks nothing that is known of. */
    record Whole(Run run) implements Trace {}

    /**
     * Something is missing in the copy, or a statement did not run. What is in it is true, what is not in it is unknown.
     *
     * @param reasons at least one, each a sentence without its full stop
     */
    record Partly(Run run, List<String> reasons) implements Trace {
        public Partly {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a trace is partial for a reason");
            }
        }
    }

    /**
     * Nothing was run.
     *
     * @param reason a sentence without its full stop
     */
    record None(String reason) implements Trace {}

    /**
     * What was seen.
     *
     * @param serverVersion server_version_num of the scratch server
     * @param statements in the order of the sheet, each with its index; those that were not reached are missing
     * @param sizes of the real relations, on the target
     */
    record Run(int serverVersion, List<TracedStatement> statements, Map<RelationName, Size> sizes) {
        public Run {
            statements = List.copyOf(statements);
            sizes = Map.copyOf(sizes);
        }

        /** Major version of the scratch server, which is the target's. */
        public int major() {
            return serverVersion / 10_000;
        }

        /** The size of a relation on the target. */
        public Size size(RelationName relation) {
            return sizes.getOrDefault(relation, Size.UNKNOWN);
        }
    }
}
