package dev.plangate.checks.ghost;

import dev.plangate.checks.ghost.FlagKind.Decimal;
import dev.plangate.checks.ghost.FlagKind.Switch;
import dev.plangate.checks.ghost.FlagKind.Text;
import dev.plangate.checks.ghost.FlagKind.Whole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The flags of gh-ost that a plan may set. Any other could run programs (hooks), write files or carry out the change. */
public enum GhostFlag {
    MAX_LOAD(new Text(Pattern.compile("\\w{1,64}=\\d{1,18}(,\\w{1,64}=\\d{1,18})*"),
            "status variables and their limits, like Threads_running=25,Threads_connected=500"), false), //
    CHUNK_SIZE(new Whole(10, 100_000), true), //
    DML_BATCH_SIZE(new Whole(1, 1000), true), //
    DEFAULT_RETRIES(new Whole(1, 1_000_000), true), //
    CUT_OVER_LOCK_TIMEOUT_SECONDS(new Whole(1, 10), true), //
    EXPONENTIAL_BACKOFF_MAX_INTERVAL(new Whole(2, 86_400), true), //
    MAX_LAG_MILLIS(new Whole(100, 86_400_000), true), //
    ALLOW_ON_MASTER(new Switch(), true), //
    SWITCH_TO_RBR(new Switch(), false), //
    ASSUME_RBR(new Switch(), false), //
    HEARTBEAT_INTERVAL_MILLIS(new Whole(100, 1000), true), //
    NICE_RATIO(new Decimal(0, 100), true), //
    THROTTLE_CONTROL_REPLICAS(new Text(Pattern.compile(Hosts.ONE + "(," + Hosts.ONE + ")*"),
            "hosts, like replica1.example:3306,replica2.example"), false), //
    ATTEMPT_INSTANT_DDL(new Switch(), false), //
    ASSUME_MASTER_HOST(new Text(Pattern.compile(Hosts.ONE), "a host, like primary.example:3306"), false);

    private final FlagKind kind;
    private final boolean inDryRun;

    /** @param inDryRun whether a dry run is given it, see {@link DryRunCommand} */
    GhostFlag(FlagKind kind, boolean inDryRun) {
        this.kind = kind;
        this.inDryRun = inDryRun;
    }

    /** As gh-ost calls it, without dashes. */
    public String flag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    FlagKind kind() {
        return kind;
    }

    boolean inDryRun() {
        return inDryRun;
    }

    static Optional<GhostFlag> of(String flag) {
        return Arrays.stream(values()).filter(known -> known.flag().equals(flag)).findFirst();
    }

    /** All names, in alphabetical order. */
    static String all() {
        return Arrays.stream(values()).map(GhostFlag::flag).sorted().collect(Collectors.joining(", "));
    }

    /** Names that are known before the constants are. */
    private static final class Hosts {
        static final String ONE = "[A-Za-z0-9]([A-Za-z0-9._-]{0,252})(:[1-9][0-9]{0,4})?";
    }
}
