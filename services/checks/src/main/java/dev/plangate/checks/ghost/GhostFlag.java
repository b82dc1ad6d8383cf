package dev.plangate.checks.ghost;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The flags of gh-ost that a plan may set. Any other could run programs (hooks), write files or carry out the change. */
public enum GhostFlag {
    MAX_LOAD, CHUNK_SIZE, DML_BATCH_SIZE, DEFAULT_RETRIES, CUT_OVER_LOCK_TIMEOUT_SECONDS,
    EXPONENTIAL_BACKOFF_MAX_INTERVAL, MAX_LAG_MILLIS, ALLOW_ON_MASTER, SWITCH_TO_RBR, ASSUME_RBR,
    HEARTBEAT_INTERVAL_MILLIS, NICE_RATIO, THROTTLE_CONTROL_REPLICAS, ATTEMPT_INSTANT_DDL, ASSUME_MASTER_HOST;

    /** As gh-ost calls it, without dashes. */
    public String flag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a dry run is given it: {@link DryRunCommand} says why not. */
    boolean inDryRun() {
        return switch (this) {
            case CHUNK_SIZE, DML_BATCH_SIZE, DEFAULT_RETRIES, CUT_OVER_LOCK_TIMEOUT_SECONDS,
                    EXPONENTIAL_BACKOFF_MAX_INTERVAL, MAX_LAG_MILLIS, ALLOW_ON_MASTER, HEARTBEAT_INTERVAL_MILLIS,
                    NICE_RATIO ->
                true;
            case MAX_LOAD, SWITCH_TO_RBR, ASSUME_RBR, THROTTLE_CONTROL_REPLICAS, ATTEMPT_INSTANT_DDL,
                    ASSUME_MASTER_HOST ->
                false;
        };
    }

    static Optional<GhostFlag> of(String flag) {
        return Arrays.stream(values()).filter(known -> known.flag().equals(flag)).findFirst();
    }

    /** All names, in alphabetical order. */
    static String all() {
        return Arrays.stream(values()).map(GhostFlag::flag).sorted().collect(Collectors.joining(", "));
    }
}
