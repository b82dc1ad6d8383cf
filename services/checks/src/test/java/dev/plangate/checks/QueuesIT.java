package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.v1.CheckOutcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Checks that wait for one another: on one instance they cost one another no time of their own, on different instances nothing at all. */
class QueuesIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final CheckLimits PATIENT = new CheckLimits(1 << 20, 100, 100, LONG, LONG, LONG, LONG, 2, 1 << 20);

    /** Permits of a caller, as the worker has them. */
    private record Permits(Semaphore all) implements Admission {
        @Override
        public void enter() throws InterruptedException {
            all.acquire();
        }

        @Override
        public void leave() {
            all.release();
        }
    }

    private static Instance healthy(int concurrency) {
        return Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, concurrency);
    }

    @Test
    void aDeadInstanceHoldsItsOwnSlotsAlone() throws Exception {
        try (var socket = new ServerSocket(0, 300, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var engine = CheckEngine.open(Instances.of(List.of(
                        Shop.instance("dead", socket.getLocalPort(), "postgres", null, 4), healthy(4))), PATIENT)) {
            var permits = new Permits(new Semaphore(8));
            var stuck = submit(threads, 200,
                    () -> engine.check(Shop.job("dead", "shop", "select 1", Shop.ADVISE, LONG), permits));
            for (int slot = 0; slot < 4; slot++) {
                socket.accept(); // is never answered
            }
            var answered = submit(threads, 40,
                    () -> engine.check(Shop.job("main", "shop", "select 1", Shop.ADVISE, LONG), permits));
            for (var answer : answered) {
                assertThat(Shop.lines(answer.get(30, TimeUnit.SECONDS))).containsExactly("SUCCESS OK");
            }
            assertThat(stuck).noneMatch(Future::isDone);
            stuck.forEach(check -> check.cancel(true));
        }
    }

    /** A thousand checks of an instance that is down would otherwise take as many times as connecting may, and others wait behind them. */
    @Test
    void whoeverQueuesForAnInstanceThatDoesNotAnswerIsToldSoAtOnce() throws Exception {
        var impatient = new CheckLimits(1 << 20, 100, 100, LONG, Duration.ofSeconds(1), LONG, LONG, 2, 1 << 20);
        try (var socket = new ServerSocket(0, 300, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var engine = CheckEngine.open(Instances.of(List.of(
                        Shop.instance("dead", socket.getLocalPort(), "postgres", null, 4), healthy(4))), impatient)) {
            var asked = new AtomicInteger();
            var checks = submit(threads, 1_000,
                    () -> engine.check(Shop.job("dead", "shop", "select 1", Shop.ADVISE, LONG), new Admission() {
                        @Override
                        public void enter() {
                            asked.incrementAndGet();
                        }

                        @Override
                        public void leave() {
                            // counted when it entered
                        }
                    }));
            for (var check : checks) {
                assertThat(Shop.lines(check.get())).containsExactly("ERROR Target cannot be used");
            }
            assertThat(asked).as("slots of the first round and of what entered before the third silence")
                    .hasValueLessThan(9);
            assertThat(checks.getLast().get().getFirst().getContent())
                    .startsWith("Instance dead did not answer 3 times");
            assertThat(Shop.lines(engine.check(Shop.job("main", "shop", "select 1", Shop.ADVISE, LONG))))
                    .containsExactly("SUCCESS OK");
        }
    }

    @Test
    void aQueueOnOneSlotMayTakeLongerThanTheDeadlineOfOneCheck() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var engine = CheckEngine.open(Instances.of(List.of(healthy(1))))) {
            Shop.run(Shop.SERVER, "shop",
                    "create or replace function a_tenth() returns int immutable language plpgsql as 'begin perform pg_sleep(0.1); return 1; end'");
            var checks = submit(threads, 30, () -> engine.check(Shop.job("main", "shop",
                    "update tiny set a = a_tenth()", Shop.SUMMARY, Duration.ofSeconds(2)))); // 30 take 3 s at least
            for (var check : checks) {
                var outcomes = check.get();
                assertThat(Shop.lines(outcomes)).containsExactly("SUCCESS Statement summary");
                assertThat(outcomes.getFirst().getSummary().getAffectedRows()).isEqualTo(200);
            }
        }
    }

    @Test
    void whoIsInterruptedWhileWaitingTakesNoSlotWithIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var engine = CheckEngine.open(Instances.of(List.of(healthy(1))))) {
            var asked = new CountDownLatch(1);
            var never = new Admission() {
                @Override
                public void enter() throws InterruptedException {
                    asked.countDown();
                    new CountDownLatch(1).await();
                }

                @Override
                public void leave() {
                    throw new AssertionError("it never entered");
                }
            };
            var ended = new CompletableFuture<Throwable>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    engine.check(Shop.job("main", "shop", "select 1", Shop.ADVISE, LONG), never);
                } catch (InterruptedException e) {
                    ended.complete(e);
                }
            });
            asked.await();
            caller.interrupt();
            assertThat(ended.get()).isInstanceOf(InterruptedException.class);
            var next = threads.submit(() -> engine.check(Shop.job("main", "shop", "select 1", Shop.ADVISE, LONG)));
            try {
                assertThat(Shop.lines(next.get(20, TimeUnit.SECONDS))).containsExactly("SUCCESS OK");
            } finally {
                next.cancel(true);
            }
        }
    }

    @Test
    void aClosedEngineLeavesNobodyWaiting() throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var engine = CheckEngine
                    .open(Instances.of(List.of(Shop.instance("dead", socket.getLocalPort(), "postgres", null, 1))));
            var checks = submit(threads, 20,
                    () -> engine.check(Shop.job("dead", "shop", "select 1", Shop.ADVISE, LONG)));
            socket.accept();
            engine.close();
            for (var check : checks) {
                assertThat(check.get(20, TimeUnit.SECONDS)).singleElement()
                        .satisfies(outcome -> assertThat(outcome.getContent()).contains("check engine is closing"));
            }
            assertThat(Shop.lines(engine.check(Shop.job("dead", "shop", "select 2", Shop.ADVISE, LONG))))
                    .allMatch(line -> line.startsWith("ERROR"));
        }
    }

    @Test
    void anInterruptRightAtTheStartLeaksNoSlot() throws Exception {
        try (var socket = new ServerSocket(0, 300, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var engine = CheckEngine.open(
                        Instances.of(List.of(Shop.instance("dead", socket.getLocalPort(), "postgres", null, 1))),
                        PATIENT)) {
            var job = Shop.job("dead", "shop", "select 1", Shop.ADVISE, LONG);
            var entered = new Semaphore(0);
            var interrupting = entering(() -> {
                entered.release();
                Thread.currentThread().interrupt(); // before the target is asked at all
            });
            var checks = submit(threads, 200, () -> engine.check(job, interrupting));
            assertThat(entered.tryAcquire(200, 20, TimeUnit.SECONDS)).as("each got the one slot").isTrue();
            for (var check : checks) {
                assertThatThrownBy(check::get).hasCauseInstanceOf(InterruptedException.class);
            }
        }
    }

    private static Admission entering(Runnable action) {
        return new Admission() {
            @Override
            public void enter() {
                action.run();
            }

            @Override
            public void leave() {
                // counts nothing
            }
        };
    }

    private static List<Future<List<CheckOutcome>>> submit(ExecutorService threads, int count,
            java.util.concurrent.Callable<List<CheckOutcome>> check) {
        var all = new ArrayList<Future<List<CheckOutcome>>>();
        for (int i = 0; i < count; i++) {
            all.add(threads.submit(check));
        }
        return all;
    }
}
