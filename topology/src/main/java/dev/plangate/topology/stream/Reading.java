package dev.plangate.topology.stream;

import dev.plangate.topology.domain.GateEvent;
import java.util.Optional;

/** What came of reading a record. */
sealed interface Reading {
    /** It is an event. */
    record Accepted(GateEvent event) implements Reading {}

    /**
     * It goes to the dead letters.
     *
     * @param reason what was wrong, and what would be right
     * @param consequence what the gate has to take from it all the same, so that it fails closed
     */
    record Refused(String reason, Optional<GateEvent> consequence) implements Reading {
        /** Characters of the reason that are kept. */
        static final int LONGEST = 4_000;

        public Refused {
            reason = reason.length() > LONGEST ? reason.substring(0, LONGEST) + "..." : reason;
        }

        Refused(String reason) {
            this(reason, Optional.empty());
        }
    }
}
