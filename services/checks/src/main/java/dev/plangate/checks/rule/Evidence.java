package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Statement;
import java.util.List;

/** What is known of statements besides what rules see in them. */
public interface Evidence {
    /** Nothing is. */
    Evidence NONE = (_, found) -> found;

    /**
     * The findings that hold for a statement. Comments exempt from them afterwards.
     *
     * @param found by the rules, with the levels of the policy
     */
    List<Finding> weigh(Statement statement, List<Finding> found);
}
