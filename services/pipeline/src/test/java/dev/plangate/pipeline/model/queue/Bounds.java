package dev.plangate.pipeline.model.queue;

/**
 * How large a model is.
 *
 * @param hands     claims that a worker holds at most
 * @param attempts  claims of a run or slice, after which its loss makes the run FAILED
 * @param slices    into which every run is cut; 0 = not
 * @param revisions that come while all this goes on
 * @param handBacks claims that are handed back (a clean stop)
 */
public record Bounds(int plans, int workers, int hands, int attempts, int slices, int revisions, int handBacks) {}
