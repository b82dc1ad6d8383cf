package dev.plangate.checks.report;

import dev.plangate.checks.rule.Level;

/** How a terminal shows what matters; nothing is said by it alone. */
public interface Emphasis {
    /** A terminal that shows letters and nothing else. */
    Emphasis NONE = new Emphasis() {
        @Override
        public String level(Level level, String text) {
            return text;
        }

        @Override
        public String faint(String text) {
            return text;
        }

        @Override
        public String bold(String text) {
            return text;
        }
    };

    /** Something of that weight. */
    String level(Level level, String text);

    /** Of less interest. */
    String faint(String text);

    /** A heading. */
    String bold(String text);
}
