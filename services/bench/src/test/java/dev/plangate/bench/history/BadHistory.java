package dev.plangate.bench.history;

import dev.plangate.bench.history.rule.Promise;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The good history, and what goes wrong in it.
 *
 * @param name   what goes wrong
 * @param broken the promises that it breaks, and no other
 */
record BadHistory(String name, Set<Promise> broken, Consumer<Draft> happens) {
    static BadHistory bad(String name, Promise broken, Consumer<Draft> happens) {
        return new BadHistory(name, Set.of(broken), happens);
    }

    Draft draft() {
        Draft draft = GoodHistory.draft();
        happens.accept(draft);
        return draft;
    }

    @Override
    public String toString() {
        return name;
    }
}
