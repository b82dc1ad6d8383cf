package dev.plangate.checks.ghost;

/** Something that has to be so for gh-ost to work, and whether it is. */
public record Condition(Topic topic, Verdict verdict) {
    /** What it is about. Numbers never change: they are the codes of outcomes. */
    public enum Topic {
        BINARY_LOG(40, "Binary log"), BINLOG_FORMAT(41, "Format of the binary log"),
        ROW_IMAGE(42, "Row image of the binary log"), REPLICA_UPDATES(43, "Binary log of a replica"),
        TOPOLOGY(44, "Primary or replica"), GRANTS(45, "Privileges"), TABLE(46, "Table"),
        SHARED_KEY(47, "Key that stays"), FOREIGN_KEYS(48, "Foreign keys"), TRIGGERS(49, "Triggers"),
        LEFTOVERS(50, "Tables of gh-ost"), SIZE(51, "Size");

        private final int code;
        private final String words;

        Topic(int code, String words) {
            this.code = code;
            this.words = words;
        }

        public int code() {
            return code;
        }

        public String words() {
            return words;
        }
    }

    /** Whether it is so. */
    public sealed interface Verdict {
        /** It is. */
        record Met(String found) implements Verdict {}

        /** It may not be, or somebody should know: a sentence about what is, one about what to do. */
        record Doubtful(String found, String remedy) implements Verdict {}

        /** It is not: gh-ost would stop, or do harm. */
        record Broken(String found, String remedy) implements Verdict {}
    }
}
