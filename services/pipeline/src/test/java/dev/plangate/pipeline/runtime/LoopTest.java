package dev.plangate.pipeline.runtime;

import static dev.plangate.pipeline.runtime.Outcome.BUSY;
import static dev.plangate.pipeline.runtime.Outcome.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final Deque<Object> script = new ArrayDeque<>();
    private final Loop loop = new Loop("relay-1", this::next, Pace.ADAPTIVE);

    @Test
    void waits_grow_while_idle_and_begin_anew_after_work() throws InterruptedException {
        assertThat(waits(IDLE, IDLE, IDLE, IDLE, IDLE, BUSY, IDLE)).containsExactly(5L, 10L, 20L, 40L, 50L, 0L, 5L);
    }

    @Test
    void errors_are_tried_again_with_growing_waits_and_shown_until_a_step_succeeds() throws InterruptedException {
        IllegalStateException away = new IllegalStateException("database is away");

        assertThat(waits(away, away, away)).containsExactly(100L, 200L, 400L);
        assertThat(loop.health()).isEqualTo(
                new Health("relay-1", false, "java.lang.IllegalStateException: database is away"));

        assertThat(waits(IDLE)).containsExactly(5L);
        assertThat(loop.health()).isEqualTo(new Health("relay-1", true, ""));
    }

    @Test
    void a_signal_ends_the_wait_and_is_kept_between_two_waits() throws Exception {
        Wake wake = new Wake();
        CountDownLatch steps = new CountDownLatch(3);
        try (Loop slow = new Loop("slow", () -> {
            steps.countDown();
            wake.signal();
            return IDLE;
        }, Pace.every(Duration.ofHours(1)), wake)) {
            slow.start();
            assertThat(steps.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void an_error_of_the_machine_ends_the_loop() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        Loop broken = new Loop("broken", () -> {
            thrown.countDown();
            throw new StackOverflowError("too deep");
        }, Pace.ADAPTIVE);

        broken.start();

        assertThat(thrown.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(broken.stop(Duration.ofSeconds(10))).isTrue();
        assertThat(broken.alive()).isFalse();
        assertThat(broken.health().detail()).contains("too deep");
    }

    @Test
    void a_step_that_hangs_is_interrupted_when_patience_ends() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Loop hanging = new Loop("hanging", () -> {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return IDLE;
        }, Pace.ADAPTIVE);
        hanging.start();
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(hanging.stop(Duration.ofMillis(20))).isFalse();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(hanging.alive()).isTrue();
    }

    private List<Long> waits(Object... steps) throws InterruptedException {
        script.addAll(Arrays.asList(steps));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            waits.add(loop.tick().map(Duration::toMillis).orElse(0L));
        }
        return waits;
    }

    private Outcome next() {
        return switch (script.pop()) {
            case Outcome outcome -> outcome;
            case RuntimeException e -> throw e;
            case Object other -> throw new AssertionError(Stream.of(other).toList());
        };
    }
}
