package dev.plangate.checks.rule;

/** The same statement with an end to its waiting. */
final class LockTimeouts {
    private LockTimeouts() {}

    /** Behind a lock timeout, where none is set. */
    static String bounded(Review review) {
        String set = review.script().session().transaction() ? "SET LOCAL" : "SET";
        String timeout = review.script().session().locksTimeOut() ? "" : set + " lock_timeout = '2s';\n";
        return timeout + review.statement().text() + ";";
    }
}
