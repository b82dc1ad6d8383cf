package dev.plangate.pipeline.runtime;

/** What the process tells its caller. */
public final class ExitCode {
    /** Done, or stopped cleanly. */
    public static final int OK = 0;
    /** Something failed while it ran. */
    public static final int FAILURE = 1;
    /** The command line, the configuration or a document is wrong; nothing was done. */
    public static final int USAGE = 2;
    /** The plan is unknown, or gets no rollout by itself. */
    public static final int NO_ROLLOUT = 3;
    /** The time that was given is over. */
    public static final int TIMEOUT = 4;
    /** The schema is neither ours nor the layout of the original system. */
    public static final int FOREIGN_SCHEMA = 5;

    private ExitCode() {}
}
