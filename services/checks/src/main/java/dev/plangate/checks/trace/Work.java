package dev.plangate.checks.trace;

import java.time.Duration;
import java.util.Optional;

/** How long a statement takes on the real target, as far as that can be told from what it did on an empty copy. */
public sealed interface Work {
    /** It changes the catalog alone: the same moment whatever the size of a table. Waiting for its locks comes on top. */
    record Moment() implements Work {}

    /**
     * It reads or writes every row of something.
     *
     * @param how what was counted: "rewrite of public.orders (about 1,000,000 rows) with 2 indexes"
     */
    record About(Duration time, String how) implements Work {}

    /**
     * It does work whose size nobody knows.
     *
     * @param known what it does besides, and so takes at least; empty = nothing that is known
     */
    record Unknown(String why, Optional<About> known) implements Work {
        /** Nothing of it is known. */
        public Unknown(String why) {
            this(why, Optional.empty());
        }
    }

    /** One after the other; what is unknown stays unknown. */
    default Work then(Work next) {
        return switch (this) {
            case Moment _ -> next;
            case About about -> switch (next) {
                case Moment _ -> about;
                case About other -> sum(about, other);
                case Unknown other ->
                    new Unknown(other.why(), Optional.of(other.known().map(known -> sum(about, known)).orElse(about)));
            };
            case Unknown unknown -> switch (next) {
                case Moment _ -> unknown;
                case About other -> new Unknown(unknown.why(),
                        Optional.of(unknown.known().map(known -> sum(known, other)).orElse(other)));
                case Unknown other -> other.known().<Work>map(unknown::then).orElse(unknown);
            };
        };
    }

    private static About sum(About one, About other) {
        return new About(one.time().plus(other.time()), one.how() + ", then " + other.how());
    }
}
