package dev.plangate.bench.history.rule;

/** The promises that are judged. */
public enum Promise {
    NOTHING_ACKNOWLEDGED_VANISHES(Count.LOST, "what a broker acknowledged is in its topic"),
    EACH_REVISION_GETS_A_RUN(Count.LOST, "each revision that was acknowledged gets a run"),
    EACH_DISPUTED_REVISION_IS_REFUSED(Count.LOST,
            "a revision that is not above the known one, with other content, becomes a dead letter"),
    EACH_REQUEST_IS_ANSWERED(Count.LOST, "each check request is named by a run"),
    EACH_ROLLOUT_REQUEST_IS_ANSWERED(Count.LOST, "each rollout request is answered by a gate status"),
    EACH_RUN_IS_SEEN(Count.LOST, "runs are numbered without gaps"),

    A_RUN_ENDS_ONCE(Count.DUPLICATES, "each run has one terminal event"),
    EACH_EVENT_COMES_ONCE(Count.DUPLICATES, "no event id comes twice"),
    A_DECISION_IS_COMMANDED_ONCE(Count.DUPLICATES, "one command per plan-state version and run"),
    A_COMMAND_IS_ANSWERED_ONCE(Count.DUPLICATES, "one answer per command"),
    A_RECORD_IS_REFUSED_ONCE(Count.DUPLICATES, "one dead letter per record that was refused"),
    A_REQUEST_IS_SERVED_ONCE(Count.DUPLICATES, "the same request id twice is one request"),
    A_TARGET_IS_REPORTED_ONCE(Count.DUPLICATES, "one result per plan, run and target"),
    ONE_ROLLOUT_PER_PLAN(Count.DUPLICATES, "at most one rollout per plan"),

    ONE_PARTITION_PER_KEY(Count.REORDERED, "all records of a key are in one partition"),
    PLAN_STATES_GROW(Count.REORDERED, "plan states come in order"),
    RUNS_GROW(Count.REORDERED, "check runs come in order"),
    RESULTS_GROW(Count.REORDERED, "check results come in order of their runs"),
    GATE_STATUS_GROWS(Count.REORDERED, "gate statuses come in order"),
    COMMANDS_GROW(Count.REORDERED, "commands and their answers come in order"),

    ONE_RESULT_SET_PER_RUN(Count.STALE_RESULTS, "all results of a run carry the fence that ended it"),
    THE_NEWEST_CLAIM_ENDS_A_RUN(Count.STALE_RESULTS, "no worker ends a run whose lease it lost"),

    A_DONE_RUN_CHECKED_ITS_TARGETS(Count.WRONG_RESULTS,
            "results of a DONE run cover exactly the targets of its revision"),
    TOTALS_ARE_TRUE(Count.WRONG_RESULTS, "totals agree with the results"),

    NO_FORBIDDEN_COMMAND(Count.FORBIDDEN_ROLLOUTS, "no command that the project's rule did not allow"),
    NO_FORBIDDEN_ROLLOUT(Count.FORBIDDEN_ROLLOUTS, "no rollout that the project's rule did not allow"),
    A_ROLLOUT_ANSWERS_A_COMMAND(Count.FORBIDDEN_ROLLOUTS, "each rollout and each rejection answers a command"),
    A_ROLLOUT_STAYS(Count.FORBIDDEN_ROLLOUTS, "once created, a rollout stays"),

    THE_NEWEST_REVISION_IS_ACCEPTED(Count.STALE_STATES, "the newest plan state is of the newest revision"),
    THE_NEWEST_SETTINGS_ARE_IN_FORCE(Count.STALE_STATES, "the newest plan state has its project's newest settings"),
    THE_NEWEST_MEMBERS_ARE_CHECKED(Count.STALE_STATES, "the newest run checked its groups' newest members"),
    NOTHING_WAITS_FOR_WHAT_IS_THERE(Count.STALE_STATES, "a plan waits for nothing that has arrived"),
    THE_NEWEST_STATE_IS_JUDGED(Count.STALE_STATES, "the newest gate status is of the newest plan state"),

    EACH_RUN_ENDS(Count.STUCK, "each run ends"),
    AN_OPEN_GATE_LETS_THROUGH(Count.STUCK, "a plan whose conditions all hold has its rollout"),
    EACH_COMMAND_IS_ANSWERED(Count.STUCK, "each command is answered"),
    THE_OUTBOX_DRAINS(Count.STUCK, "the outbox drains"),
    EVERYTHING_IS_CONSUMED(Count.STUCK, "consumers come to the end of their topics"),

    POISON_BECOMES_A_LETTER(Count.POISON_WITHOUT_LETTER, "each poison record becomes a dead letter with a reason"),
    NO_LETTER_WITHOUT_CAUSE(Count.UNJUSTIFIED_LETTERS, "nothing valid becomes a dead letter"),

    TABLES_AGREE_WITH_TOPICS(Count.DISAGREEING_TABLES, "tables say what topics say"),
    RECORDS_ARE_WELL_FORMED(Count.MALFORMED,
            "records of Plangate have an event id, their plan as key, and can be decoded"),
    THE_HISTORY_IS_DRAINED(Count.NOT_DRAINED, "everything was quiet at the end of the history");

    private final Count count;
    private final String sentence;

    Promise(Count count, String sentence) {
        this.count = count;
        this.sentence = sentence;
    }

    /** What its violations are counted under. */
    public Count count() {
        return count;
    }

    /** The promise in words. */
    public String sentence() {
        return sentence;
    }
}
