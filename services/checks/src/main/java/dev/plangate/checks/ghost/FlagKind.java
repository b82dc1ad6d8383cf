package dev.plangate.checks.ghost;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What values a flag takes, as gh-ost documents them. */
sealed interface FlagKind {
    /** A host with or without a port. */
    String HOST = "[A-Za-z0-9]([A-Za-z0-9._-]{0,252})(:[1-9][0-9]{0,4})?";

    /** What a right value is, as it follows "must be". */
    String words();

    boolean takes(String value);

    /** That of a flag. */
    static FlagKind of(GhostFlag flag) {
        return switch (flag) {
            case CHUNK_SIZE -> new Whole(10, 100_000);
            case DML_BATCH_SIZE -> new Whole(1, 1000);
            case DEFAULT_RETRIES -> new Whole(1, 1_000_000);
            case CUT_OVER_LOCK_TIMEOUT_SECONDS -> new Whole(1, 10);
            case EXPONENTIAL_BACKOFF_MAX_INTERVAL -> new Whole(2, 86_400);
            case MAX_LAG_MILLIS -> new Whole(100, 86_400_000);
            case HEARTBEAT_INTERVAL_MILLIS -> new Whole(100, 1000);
            case NICE_RATIO -> new Decimal(0, 100);
            case ALLOW_ON_MASTER, SWITCH_TO_RBR, ASSUME_RBR, ATTEMPT_INSTANT_DDL -> new Switch();
            case MAX_LOAD -> new Text(Pattern.compile("\\w{1,64}=\\d{1,18}(,\\w{1,64}=\\d{1,18})*"),
                    "status variables and their limits, like Threads_running=25,Threads_connected=500");
            case THROTTLE_CONTROL_REPLICAS -> new Text(Pattern.compile(HOST + "(," + HOST + ")*"),
                    "hosts, like replica1.example:3306,replica2.example");
            case ASSUME_MASTER_HOST -> new Text(Pattern.compile(HOST), "a host, like primary.example:3306");
        };
    }

    /** A whole number, both ends included. */
    record Whole(long from, long to) implements FlagKind {
        @Override
        public String words() {
            return "a whole number from " + from + " to " + to;
        }

        @Override
        public boolean takes(String value) {
            return value.matches("[0-9]{1,10}") && Long.parseLong(value) >= from && Long.parseLong(value) <= to;
        }
    }

    /** A number with or without a fraction, both ends included. */
    record Decimal(int from, int to) implements FlagKind {
        @Override
        public String words() {
            return "a number from " + from + " to " + to;
        }

        @Override
        public boolean takes(String value) {
            return value.matches("[0-9]{1,3}(\\.[0-9]{1,6})?")
                    && new BigDecimal(value).compareTo(BigDecimal.valueOf(from)) >= 0
                    && new BigDecimal(value).compareTo(BigDecimal.valueOf(to)) <= 0;
        }
    }

    /** On or off. */
    record Switch() implements FlagKind {
        @Override
        public String words() {
            return "true or false";
        }

        @Override
        public boolean takes(String value) {
            return value.equals("true") || value.equals("false");
        }
    }

    /** A text of a certain form. */
    record Text(Pattern form, String words) implements FlagKind {
        private static final int LONGEST = 500;

        @Override
        public boolean takes(String value) {
            return value.length() <= LONGEST && form.matcher(value).matches();
        }
    }
}
