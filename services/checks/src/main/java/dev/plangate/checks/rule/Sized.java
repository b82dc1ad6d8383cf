package dev.plangate.checks.rule;

/** What is known of the size of a table. */
public sealed interface Sized {
    /** No catalog is at hand. */
    record Unasked() implements Sized {}

    /** The target has no such table. */
    record Missing(String name) implements Sized {}

    /** The target has never counted its rows. */
    record Uncounted(String name) implements Sized {}

    /**
     * By the target's statistics.
     *
     * @param bytes with indexes; 0 = not known
     */
    record Counted(String name, long rows, long bytes) implements Sized {}
}
