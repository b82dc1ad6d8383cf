package dev.plangate.checks;

import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** What a check does on a target, once its instance has a slot for it: one for each kind of server. Used once. */
interface TargetWork {
    /**
     * Asks the target, on a thread of its own.
     *
     * @throws TargetProblem when the target cannot be used: an ERROR of each type that has no outcomes yet
     * @throws IOException when the file with the password cannot be read
     */
    void ask(Deadline deadline, Answers answers) throws TargetProblem, IOException;

    /** Stops what is under way on the target, if anything is; takes a second or so at most. By any thread, once, also before the target is asked. */
    void giveUp();

    /** Takes what was found. */
    interface Answers {
        /** The target has answered, whatever comes of it. */
        void reached();

        /** Runs the check of a type and keeps its outcomes; what it throws is an ERROR of this type alone. */
        void keep(CheckType type, Supplier<List<CheckOutcome>> check);

        /** Whether nobody waits any more: what is found from now on is not kept. */
        boolean unwanted();
    }
}
