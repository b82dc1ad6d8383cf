package dev.plangate.checks.trace;

import java.time.Duration;

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

    /** It does work whose size nobody knows. */
    record Unknown(String why) implements Work {}

    /** One after the other; what is unknown stays unknown. */
    default Work then(Work next) {
        return switch (this) {
            case Moment _ -> next;
            case Unknown unknown -> unknown;
            case About about -> switch (next) {
                case Moment _ -> about;
                case Unknown unknown -> unknown;
                case About other ->
                    new About(about.time().plus(other.time()), about.how() + ", then " + other.how());
            };
        };
    }
}
