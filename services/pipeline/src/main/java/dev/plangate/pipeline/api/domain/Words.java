package dev.plangate.pipeline.api.domain;

import dev.plangate.pipeline.api.domain.Condition.Operator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Values of filters that are not times. */
final class Words {
    private Words() {}

    /** What a condition's values mean. */
    static <E> Set<E> of(Condition condition, Map<String, E> known, Set<String> seen) {
        Set<E> named = new LinkedHashSet<>();
        for (String value : once(condition, seen).values()) {
            E word = known.get(value);
            if (word == null) {
                throw condition.wrong("%s should be one of %s".formatted(condition.field(),
                        String.join(", ", new TreeSet<>(known.keySet()))));
            }
            named.add(word);
        }
        return named;
    }

    static long number(Condition condition, Set<String> seen) {
        String value = once(condition, seen).value();
        if (!value.matches("[1-9][0-9]{0,17}")) {
            throw condition.wrong(condition.field() + " should be a number from 1 on");
        }
        return Long.parseLong(value);
    }

    /** A field that is named twice would be two conditions that hold at once, which is not what is meant. */
    static Condition once(Condition condition, Set<String> seen) {
        if (condition.operator() != Operator.EQUALS) {
            throw condition.wrong("%s takes =, not %s".formatted(condition.field(), condition.operator().sign()));
        }
        if (!seen.add(condition.field())) {
            throw condition.wrong("%1$s is named twice; several values are %1$s = (A OR B)".formatted(
                    condition.field()));
        }
        return condition;
    }
}
