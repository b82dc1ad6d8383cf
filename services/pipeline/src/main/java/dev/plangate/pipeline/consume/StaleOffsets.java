package dev.plangate.pipeline.consume;

/** Another member has moved the stored offsets: this one lost its partitions and has not been told yet. Nothing is written. */
final class StaleOffsets extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleOffsets(String group) {
        super("the offsets of " + group + " were moved by another member");
    }
}
