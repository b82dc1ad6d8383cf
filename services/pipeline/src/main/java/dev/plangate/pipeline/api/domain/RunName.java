package dev.plangate.pipeline.api.domain;

import dev.plangate.contract.PlanName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run: {@code projects/{project}/plans/{plan}/checkRuns/{run}}.
 *
 * @param run its number; 0 = the plan's newest, written as "-"
 */
public record RunName(PlanName plan, long run) {
    private static final Pattern TEXT = Pattern.compile("(projects/[^/]+/plans/[^/]+)/checkRuns/([1-9][0-9]{0,17}|-)");

    /**
     * Reads a resource name.
     *
     * @param field in which it stands
     * @throws InvalidField of that field
     */
    public static RunName parse(String field, String text) {
        Matcher match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new InvalidField(field,
                    "should be projects/{project}/plans/{plan}/checkRuns/{run}, where {run} is a number, or - for the newest");
        }
        return new RunName(Names.plan(field, match.group(1)),
                match.group(2).equals("-") ? 0 : Long.parseLong(match.group(2)));
    }

    /** The name of a run of a plan. */
    public static String of(String plan, long run) {
        return plan + "/checkRuns/" + run;
    }

    @Override
    public String toString() {
        return plan + "/checkRuns/" + (run == 0 ? "-" : Long.toString(run));
    }
}
