package dev.plangate.checks.ghost;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What values a flag takes, as gh-ost documents them. */
sealed interface FlagKind {
    /** What a right value is, as it follows "must be". */
    String words();

    boolean takes(String value);

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
        @Override
        public boolean takes(String value) {
            return value.length() <= MAX && form.matcher(value).matches();
        }

        private static final int MAX = 500;
    }
}
