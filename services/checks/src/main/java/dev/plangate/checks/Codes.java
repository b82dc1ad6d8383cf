package dev.plangate.checks;

/** Numbers of outcomes that are no rule's finding. They never change; a rule's number stands in its RuleInfo and is above 999. */
final class Codes {
    static final int CHECK_FAILED = 1;
    static final int TIMED_OUT = 2;
    static final int UNKNOWN_INSTANCE = 3;
    static final int PROJECT_NOT_ALLOWED = 4;
    static final int ENGINE_NOT_SUPPORTED = 5;
    static final int LOGIN_REFUSED = 6;
    static final int UNREACHABLE = 7;
    static final int NO_DATABASE = 8;
    static final int TARGET_FAILED = 9;
    static final int NOT_PARSED = 10;
    static final int POLICY = 11;
    static final int MORE_FINDINGS = 12;
    static final int GHOST_NOT_SUPPORTED = 13;
    static final int NOT_A_DATABASE = 14;
    static final int UNKNOWN_TYPE = 15;
    static final int BACKUP_POSSIBLE = 16;
    static final int BACKUP_IMPOSSIBLE = 17;
    static final int TRACED = 20;
    static final int PARTLY_TRACED = 21;
    // 30 to 32 mistakes in what is asked of gh-ost, 40 to 51 conditions that gh-ost needs: they stand with what they are about
    static final int GHOST_PREFLIGHT = 33;
    static final int GHOST_NO_BINARY = 34;
    static final int GHOST_DRY_RUN = 35;
    static final int GHOST_LEFT_OUT = 36;
    // 900 and 901: rules whose findings come from traces

    private Codes() {}
}
