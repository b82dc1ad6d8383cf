package dev.plangate.bench.large;

/**
 * What was measured.
 *
 * @param kills times that a worker was killed while it held slices
 * @param again slices that were claimed more than once
 * @param green whether each target was published once and the run ended once, DONE
 * @param seconds from the publishing of the large plan to the sight of its end
 * @param smallSeconds the same of the small plan behind it
 */
record Figures(int targets, int workers, int kills, long slices, long again, boolean green, double seconds,
        double smallSeconds) {

    String text() {
        return """
                %,d targets in %d slices on %d workers, killed %d times
                  large plan   %.1f s, %.2f ms per target; %d slices were claimed again
                  small plan   %.1f s, published behind it
                  %s""".formatted(targets, slices, workers, kills, seconds, seconds * 1_000 / targets, again,
                smallSeconds, green ? "each target once, one end" : "NOT each target once, or not one end");
    }

    String json() {
        return ("{\"targets\":%d,\"slices\":%d,\"workers\":%d,\"kills\":%d,\"claimed_again\":%d,\"green\":%b,"
                + "\"seconds\":%.3f,\"ms_per_target\":%.4f,\"small_plan_seconds\":%.3f}").formatted(targets, slices,
                        workers, kills, again, green, seconds, seconds * 1_000 / targets, smallSeconds);
    }
}
