package dev.plangate.pipeline.api.domain;

import dev.plangate.contract.PlanName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose things a list is about.
 *
 * @param project projects/{project}; empty = of all projects
 * @param plan projects/{project}/plans/{plan}; empty = of all plans
 */
public record Parent(String project, String plan) {
    private static final Pattern TEXT = Pattern.compile("projects/([^/]+)/plans/([^/]+)");

    /**
     * Reads {@code projects/p/plans/x}, {@code projects/p/plans/-} or {@code projects/-/plans/-}.
     *
     * @throws InvalidField of "parent"
     */
    public static Parent parse(String text) {
        Matcher match = TEXT.matcher(text);
        if (!match.matches()) {
            throw wrong();
        }
        boolean anyProject = match.group(1).equals("-");
        boolean anyPlan = match.group(2).equals("-");
        try {
            // Any valid id stands in for what is not named.
            PlanName name = new PlanName(anyProject ? "a" : match.group(1), anyPlan ? "a" : match.group(2));
            if (anyProject && !anyPlan) {
                throw wrong();
            }
            return new Parent(anyProject ? "" : name.projectName(), anyPlan ? "" : name.toString());
        } catch (InvalidField e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidField("parent", e.getMessage());
        }
    }

    private static InvalidField wrong() {
        return new InvalidField("parent",
                "should be projects/{project}/plans/{plan}, projects/{project}/plans/- or projects/-/plans/-");
    }
}
