package dev.plangate.bench.zombie;

/** The job as JobRunr stores it: a class and a method. */
public final class JobRunrJob {
    private static volatile Body body;

    /** What the process's jobs do. */
    static void set(Body given) {
        body = given;
    }

    /** Runs the body. */
    public void run() throws InterruptedException {
        body.run();
    }
}
