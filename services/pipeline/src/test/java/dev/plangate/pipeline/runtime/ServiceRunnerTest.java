package dev.plangate.pipeline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ServiceRunnerTest {
    private final List<String> diary = new CopyOnWriteArrayList<>();
    private final FakeService relay = new FakeService("relay", diary);
    private final FakeService intake = new FakeService("intake", diary);

    @Test
    void a_stop_ends_the_services_in_reverse_order_with_code_0() throws InterruptedException {
        ServiceRunner runner = new ServiceRunner(List.of(relay, intake), Duration.ofSeconds(10));
        runner.stop();

        assertThat(runner.run()).isEqualTo(ExitCode.OK);

        assertThat(diary).containsExactly("start relay", "start intake", "close intake", "close relay");
    }

    @Test
    void a_service_that_dies_ends_the_others_with_code_1() throws InterruptedException {
        relay.alive = false;
        ServiceRunner runner = new ServiceRunner(List.of(relay, intake), Duration.ofSeconds(10));

        assertThat(runner.run()).isEqualTo(ExitCode.FAILURE);

        assertThat(diary).endsWith("close intake", "close relay");
        assertThat(runner.alive()).isFalse();
    }

    @Test
    void a_failed_start_closes_what_was_begun_and_starts_nothing_more() throws InterruptedException {
        relay.atStart = new IllegalStateException("run plangate migrate");
        ServiceRunner runner = new ServiceRunner(List.of(relay, intake), Duration.ofSeconds(10));

        assertThat(runner.run()).isEqualTo(ExitCode.FAILURE);

        assertThat(diary).containsExactly("start relay", "close relay");
    }

    @Test
    void a_close_that_hangs_is_left_behind_with_code_1() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        intake.atClose = () -> await(never);
        ServiceRunner runner = new ServiceRunner(List.of(relay, intake), Duration.ofMillis(300));
        runner.stop();

        assertThat(runner.run()).isEqualTo(ExitCode.FAILURE);

        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
