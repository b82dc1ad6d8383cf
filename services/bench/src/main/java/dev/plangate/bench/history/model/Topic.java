package dev.plangate.bench.history.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The topics of the contract, by who writes them. */
public enum Topic {
    PLANS("plangate.plans", Writer.UPSTREAM),
    PROJECTS("plangate.projects", Writer.UPSTREAM),
    DATABASE_GROUPS("plangate.database-groups", Writer.UPSTREAM),
    SHEETS("plangate.sheets", Writer.UPSTREAM),
    CHECK_REQUESTS("plangate.check-requests", Writer.UPSTREAM),
    APPROVALS("plangate.approvals", Writer.UPSTREAM),
    ROLLOUT_REQUESTS("plangate.rollout-requests", Writer.UPSTREAM),
    PLAN_STATES("plangate.plan-states", Writer.PLANGATE),
    CHECK_RESULTS("plangate.check-results", Writer.PLANGATE),
    CHECK_RUNS("plangate.check-runs", Writer.PLANGATE),
    GATE_STATUS("plangate.gate-status", Writer.PLANGATE),
    APPROVAL_REQUIREMENTS("plangate.approval-requirements", Writer.PLANGATE),
    ROLLOUT_COMMANDS("plangate.rollout-commands", Writer.PLANGATE),
    ROLLOUTS("plangate.rollouts", Writer.PLANGATE),
    DEAD_LETTERS("plangate.dead-letters", Writer.PLANGATE),
    /** Of the relay's own; nobody is promised anything about it. */
    OUTBOX_PROGRESS("plangate.outbox-progress", Writer.INTERNAL);

    private enum Writer {
        UPSTREAM, PLANGATE, INTERNAL
    }

    private static final Map<String, Topic> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(Topic::topicName, Function.identity()));

    private final String topicName;
    private final Writer writer;

    Topic(String topicName, Writer writer) {
        this.topicName = topicName;
        this.writer = writer;
    }

    /** The topic of that name. */
    public static Optional<Topic> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** As brokers know it. */
    public String topicName() {
        return topicName;
    }

    /** Whether upstream writes it. */
    public boolean isInput() {
        return writer == Writer.UPSTREAM;
    }

    /** Whether it is what Plangate promises to its readers. */
    public boolean isOutput() {
        return writer == Writer.PLANGATE;
    }

    /** Whether a judgement of a history is worth nothing without it. */
    public boolean isNeeded() {
        return this != APPROVAL_REQUIREMENTS && this != OUTBOX_PROGRESS;
    }
}
