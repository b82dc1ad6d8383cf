package dev.plangate.pipeline.relay;

/** Is told of each step of each part, on the part's thread: for failpoints. Whatever it throws, the step fails with. */
@FunctionalInterface
public interface RelaySteps {
    /** Nothing happens. */
    RelaySteps NONE = (step, part) -> {};

    /** The part has come to this step. */
    void reached(RelayStep step, int part);
}
