package dev.plangate.checks.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Where SQL that stands in the code of a statement stands in the sheet.
 *
 * @param index of the statement around it
 * @param begin byte of the sheet at which it begins; unused when there is a range
 * @param lead bytes of the sheet before that which belong to it: PERFORM is one longer than the SELECT that it means
 * @param around in its place, when the sheet does not have the text as it is
 * @param depth how many bodies are around it
 */
record Inner(int index, int begin, int lead, Optional<Range> around, int depth) {
    Inner(int index, int begin, int lead, int depth) {
        this(index, begin, lead, Optional.empty(), depth);
    }

    Inner(int index, Range around, int depth) {
        this(index, around.from(), 0, Optional.of(around), depth);
    }

    boolean placed() {
        return around.isEmpty();
    }

    /** The range in the sheet of a part of the code. */
    Range in(Range part) {
        return around.orElseGet(() -> new Range(begin + part.from() - (part.from() == 0 ? lead : 0),
                begin + part.to()));
    }

    /** Makes the location in a node of the syntax tree one in the sheet. */
    void move(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("location").isIntegralNumber()) {
            int at = object.path("location").asInt();
            object.put("location", at < 0 ? at : placed() ? begin + at : begin);
        }
    }
}
