package dev.plangate.pipeline.targets;

import dev.plangate.contract.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A sample that stays the same while its population does, and changes by one member when the population does: the members
 * with the smallest hashes. Taking the first N would always leave out the same databases of every plan.
 */
final class StableSample {
    private StableSample() {}

    /** At most {@code size} members (0 = all), sorted by name. */
    static List<String> of(Collection<String> members, int size) {
        if (size == 0 || members.size() <= size) {
            return members.stream().sorted().toList();
        }
        return members.stream().map(m -> new Ranked(Sha256.hex(m), m))
                .sorted(Comparator.comparing(Ranked::rank).thenComparing(Ranked::member)).limit(size)
                .map(Ranked::member).sorted().toList();
    }

    private record Ranked(String rank, String member) {}
}
