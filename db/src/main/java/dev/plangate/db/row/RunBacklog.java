package dev.plangate.db.row;

import java.time.Duration;

/**
 * What the queue holds.
 *
 * @param available runs that can be claimed now
 * @param waiting runs that wait for a sheet, project or group
 * @param running runs that are claimed, or cut into slices that are not all DONE
 * @param slices slices of large runs that can be claimed now
 * @param oldest how long the first of the available ones could have been claimed; zero when there is none
 */
public record RunBacklog(long available, long waiting, long running, long slices, Duration oldest) {}
