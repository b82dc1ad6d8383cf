package dev.plangate.pipeline.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BackwardSearchTest {
    @Property
    void findsTheNewest(@ForAll("hits") NavigableSet<Long> hits, @ForAll @IntRange(max = 500) int begin) {
        var search = new BackwardSearch(begin, 5_000);

        var found = search
                .find(range -> Optional.ofNullable(hits.lower(range.to())).filter(hit -> hit >= range.from()));

        assertThat(found).isEqualTo(hits.stream().filter(hit -> hit >= begin).reduce((a, b) -> b));
    }

    @Example
    void readsTheWholeLogOnceWhenThereIsNothing() {
        var ranges = new ArrayList<BackwardSearch.Range>();

        new BackwardSearch(10, 5_000).find(range -> {
            ranges.add(range);
            return Optional.empty();
        });

        assertThat(ranges.getFirst()).isEqualTo(new BackwardSearch.Range(4_936, 5_000));
        assertThat(ranges.getLast().from()).isEqualTo(10);
        assertThat(ranges.stream().mapToLong(range -> range.to() - range.from()).sum()).isEqualTo(4_990);
    }

    @Provide
    Arbitrary<NavigableSet<Long>> hits() {
        return Arbitraries.longs().between(0, 4_999).set().ofMaxSize(20).map(TreeSet::new);
    }
}
