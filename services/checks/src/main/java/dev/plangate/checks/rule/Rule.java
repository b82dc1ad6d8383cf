package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Finds one kind of danger in a statement. Stateless and pure: what it may know stands in the {@link Review}. */
public interface Rule {
    /** What it is. */
    RuleInfo info();

    /** What it finds in the statement under review. */
    Stream<Finding> check(Review review);
}
