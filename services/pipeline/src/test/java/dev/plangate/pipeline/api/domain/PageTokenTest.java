package dev.plangate.pipeline.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.row.RunPosition;
import dev.plangate.db.row.TargetResult.TargetPosition;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PageTokenTest {
    private static final RunPosition RUN = new RunPosition(Instant.parse("2026-11-20T10:00:00.123456Z"), 7, 3);

    @Property
    void aTokenLeadsBackToWhereThePageEnded(@ForAll @LongRange(min = 1) long plan, @ForAll @LongRange(min = 1) long run,
            @ForAll @IntRange(min = 0) int page) {
        RunPosition position = new RunPosition(RUN.at(), plan, run);
        assertThat(PageToken.run("a list", PageToken.of("a list", position))).contains(position);
        TargetPosition target = new TargetPosition(page, "instances/demo/databases/shop_eu");
        assertThat(PageToken.target("a list", PageToken.of("a list", target))).contains(target);
    }

    @Test
    void noTokenIsTheBeginning() {
        assertThat(PageToken.run("a list", "")).isEmpty();
    }

    @Test
    void aTokenFitsItsListAlone() {
        String token = PageToken.of("a list", RUN);

        assertThatThrownBy(() -> PageToken.run("another list", token)).isInstanceOf(InvalidField.class)
                .hasMessageContaining("belongs to another list");
        assertThatThrownBy(() -> PageToken.target("a list", token)).isInstanceOf(InvalidField.class);
    }

    @Property
    void nonsenseIsRefusedByName(@ForAll String nonsense) {
        if (!nonsense.isEmpty()) {
            assertThatThrownBy(() -> PageToken.run("a list", nonsense)).isInstanceOfSatisfying(InvalidField.class,
                    mistake -> assertThat(mistake.field()).isEqualTo("page_token"));
        }
    }

    @Property
    void aTokenThatWasChangedIsRefusedOrMeansAPlace(@ForAll @IntRange(min = 0, max = 150) int at,
            @ForAll @IntRange(min = 0, max = 25) int letter) {
        StringBuilder token = new StringBuilder(PageToken.of("a list", RUN));
        token.setCharAt(Math.min(at, token.length() - 1), (char) ('a' + letter));
        try {
            assertThat(PageToken.run("a list", token.toString())).isPresent();
        } catch (InvalidField e) {
            assertThat(e.field()).isEqualTo("page_token");
        }
    }
}
