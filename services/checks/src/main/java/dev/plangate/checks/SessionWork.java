package dev.plangate.checks;

import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetConnection;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.v1.CheckType;
import java.io.IOException;
import java.util.List;

/** The checks of a sheet on one database: one connection, the catalog, each type of check. */
final class SessionWork<S extends TargetConnection> implements TargetWork {
    private final Connecting<S> connecting;
    private final Reading<S> reading;
    private final List<CheckType> types;
    private volatile S session;

    /** Connects and logs in. */
    interface Connecting<S> {
        S within(Deadline deadline) throws TargetProblem, IOException;
    }

    /** Reads the catalog, once, for all types. */
    interface Reading<S> {
        Checks of(S session, Deadline deadline) throws TargetProblem;
    }

    SessionWork(Connecting<S> connecting, Reading<S> reading, List<CheckType> types) {
        this.connecting = connecting;
        this.reading = reading;
        this.types = types;
    }

    @Override
    public void ask(Deadline deadline, Answers answers) throws TargetProblem, IOException {
        try (S opened = connecting.within(deadline)) {
            session = opened;
            answers.reached();
            if (!answers.unwanted()) {
                Checks checks = reading.of(opened, deadline);
                types.forEach(type -> answers.keep(type, () -> checks.of(type)));
            }
        }
    }

    @Override
    public void giveUp() {
        S asked = session;
        if (asked != null) {
            asked.giveUp();
        }
    }
}
