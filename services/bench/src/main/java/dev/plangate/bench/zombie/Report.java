package dev.plangate.bench.zombie;

import java.util.Optional;

/** What a worker's process says, a line each. */
record Report(Word word, String text) {
    private static final String MARK = "@zombie ";

    enum Word {
        /** It polls. */
        READY,
        /** The job's body began. */
        BEGAN,
        /** The body ran to its end. */
        ENDED,
        /** The queue stopped the body. */
        INTERRUPTED,
        /** The queue told the job's own code (a success handler, a listener) that it succeeded. */
        TOLD,
        /** The queue took the result. */
        ACCEPTED,
        /** The queue did not take the result. */
        REFUSED,
        /** A log line, WARN or above. */
        LOGGED
    }

    String line() {
        return MARK + word + " " + text.lines().findFirst().orElse("");
    }

    static Optional<Report> read(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] parts = line.substring(MARK.length()).split(" ", 2);
        return Optional.of(new Report(Word.valueOf(parts[0]), parts[1]));
    }
}
