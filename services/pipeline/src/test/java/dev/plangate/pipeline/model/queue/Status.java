package dev.plangate.pipeline.model.queue;

/** Of a run, or of a slice (AVAILABLE, RUNNING, DONE). */
enum Status {
    AVAILABLE, RUNNING, DONE, FAILED, CANCELED;

    boolean terminal() {
        return switch (this) {
            case AVAILABLE, RUNNING -> false;
            case DONE, FAILED, CANCELED -> true;
        };
    }
}
