package dev.plangate.db.row;

import java.util.Optional;

/**
 * Which rollouts a list shows. All conditions hold at once.
 *
 * @param plan projects/{project}/plans/{plan}; empty = of all plans
 * @param project projects/{project}; empty = any
 * @param requester who asked by hand; the empty text = those that nobody asked for
 * @param created when it was made
 */
public record RolloutFilter(String plan, String project, Optional<String> requester, RunFilter.Range created) {

    public RolloutFilter {
        Require.notNull("plan", plan);
        Require.notNull("project", project);
        Require.notNull("requester", requester);
        Require.notNull("created", created);
    }

    /** How a list is ordered. */
    public enum Order {
        /** By the plan's name. */
        PLAN,
        /** By when it was made. */
        OLDEST_FIRST,
        /** By when it was made. */
        NEWEST_FIRST
    }
}
