package dev.plangate.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.history.rule.Promise;
import dev.plangate.bench.history.rule.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Order is promised per plan and topic, and nothing else decides. */
class InterleavingTest {
    /** They are about partitions. */
    private static final Set<Promise> OF_PARTITIONS = Set.of(Promise.ONE_PARTITION_PER_KEY,
            Promise.EVERYTHING_IS_CONSUMED);

    @Property(tries = 300)
    void recordsOfDifferentKeysMayBeInterleavedInAnyWay(@ForAll("histories") BadHistory history, @ForAll long seed)
            throws IOException {
        List<Promise> broken = broken(history.draft());
        assertThat(broken(Shuffle.of(history.draft(), seed))).isEqualTo(broken);
    }

    @Provide
    Arbitrary<BadHistory> histories() {
        var good = new BadHistory("nothing", Set.of(), _ -> {});
        return Arbitraries.of(Stream.concat(Stream.of(good), BadHistoriesTest.all().stream())
                .filter(bad -> bad.broken().stream().noneMatch(OF_PARTITIONS::contains)).toList());
    }

    private static List<Promise> broken(Draft draft) throws IOException {
        Path directory = Files.createTempDirectory("history");
        try {
            return Verifier.verify(draft.write(directory)).violations().stream().map(Violation::promise).sorted()
                    .toList();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
