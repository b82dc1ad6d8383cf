package dev.plangate.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a plan: {@code projects/{project}/plans/{plan}}. Plan ids are unique within their project only.
 *
 * @param project the project's id, without {@code projects/}
 * @param plan the plan's id
 */
public record PlanName(String project, String plan) {

    private static final Pattern PATTERN = Pattern
            .compile("projects/(" + ResourceNames.ID + ")/plans/(" + ResourceNames.PLAN_ID + ")");

    /** Checks both ids. */
    public PlanName {
        ResourceNames.check("project", ResourceNames.ID, project);
        ResourceNames.check("plan", ResourceNames.PLAN_ID, plan);
    }

    /**
     * Reads a resource name.
     *
     * @throws IllegalArgumentException if it does not match; the message holds the pattern
     */
    public static PlanName parse(String name) {
        Matcher parts = ResourceNames.match(PATTERN, name);
        return new PlanName(parts.group(1), parts.group(2));
    }

    /** {@code projects/{project}} */
    public String projectName() {
        return "projects/" + project;
    }

    /** The resource name. */
    @Override
    public String toString() {
        return "projects/" + project + "/plans/" + plan;
    }
}
