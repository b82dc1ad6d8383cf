package dev.plangate.pipeline.outbox.domain;

/**
 * What a backlog asks for.
 *
 * @param alarm somebody has to look
 * @param full  nothing may be added
 */
public record Pressure(boolean alarm, boolean full) {
    /** Nothing. */
    public static final Pressure NONE = new Pressure(false, false);

    /** What the next measurement makes of it: on at a threshold, off below nine tenths of it (the age: below it). */
    public Pressure after(Backlog backlog, Thresholds thresholds) {
        boolean old = backlog.oldest().compareTo(thresholds.alarmAge()) >= 0;
        return new Pressure(old || reached(alarm, backlog.rows(), thresholds.alarmRows()),
                reached(full, backlog.rows(), thresholds.limitRows()));
    }

    private static boolean reached(boolean before, long rows, long threshold) {
        return rows >= (before ? Thresholds.released(threshold) : threshold);
    }
}
