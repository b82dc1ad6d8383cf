package dev.plangate.pipeline.api.domain;

/**
 * How often somebody may call.
 *
 * @param perSecond in the long run
 * @param burst at once, after a pause
 */
public record Rate(int perSecond, int burst) {
    public Rate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a rate should be at least 1, but is " + perSecond + ", " + burst);
        }
    }
}
