package dev.plangate.bench.zombie;

import java.util.Locale;

/** Who takes part. */
enum Kind {
    TEXTBOOK, DB_SCHEDULER, JOBRUNR, PLANGATE;

    Contestant contestant() {
        return switch (this) {
            case TEXTBOOK -> new Textbook();
            case DB_SCHEDULER -> new DbScheduler();
            case JOBRUNR -> new JobRunrQueue();
            case PLANGATE -> new Plangate();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
