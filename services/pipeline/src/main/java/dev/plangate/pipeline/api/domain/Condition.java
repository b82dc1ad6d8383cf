package dev.plangate.pipeline.api.domain;

import java.util.List;

/**
 * One condition of a filter.
 *
 * @param position of its field in the filter's text, from 1
 * @param field as it was written
 * @param operator what is asked of it
 * @param values any of them; more than one only with EQUALS
 */
record Condition(int position, String field, Operator operator, List<String> values) {
    Condition {
        values = List.copyOf(values);
    }

    /** How a field compares. */
    enum Operator {
        EQUALS("="), NOT_EQUALS("!="), LESS("<"), AT_MOST("<="), GREATER(">"), AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** The one value. */
    String value() {
        if (values.size() > 1) {
            throw wrong("%s takes one value".formatted(field));
        }
        return values.getFirst();
    }

    /** A mistake in this condition. */
    InvalidField wrong(String text) {
        return new InvalidField("filter", "at character %d: %s".formatted(position, text));
    }
}
