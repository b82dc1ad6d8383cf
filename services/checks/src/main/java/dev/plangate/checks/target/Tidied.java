package dev.plangate.checks.target;

import java.util.List;

/**
 * What came of looking for the tables of a dry run.
 *
 * @param dropped those that it had left
 * @param left those that may still be there
 * @param problem why; empty when none is left
 */
public record Tidied(List<String> dropped, List<String> left, String problem) {
    public Tidied {
        dropped = List.copyOf(dropped);
        left = List.copyOf(left);
    }
}
