package dev.plangate.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.Admission;
import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.CheckJob;
import dev.plangate.contract.Topics;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import dev.plangate.v1.CheckOutcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Checks that queue for one instance hold nothing of the worker's that checks of other instances need. */
class DeadInstanceIT {
    private static final int DEAD = 12;

    private final CountDownLatch queued = new CountDownLatch(DEAD);
    private final CountDownLatch alive = new CountDownLatch(1);

    @Test
    void aQueueForADeadInstanceDelaysNobodyElse() throws Exception {
        try (var plangate = Standalone
                .start(new StandaloneOptions().checks(engine()).setting("worker.concurrency", "4"));
                var upstream = new Upstream(plangate.bootstrapServers(), plangate.registryUrl());
                var runs = Seen.of(plangate.bootstrapServers(), Topics.CHECK_RUNS)) {
            upstream.publish(Given.project("free", false, false)).publishSheet(Given.FINE);
            for (int i = 0; i < DEAD; i++) {
                upstream.publish(
                        Given.plan(Given.plan("free", "dead-" + i), 1, Given.FINE, "instances/dead/databases/d"));
            }
            upstream.flush();
            assertThat(queued.await(30, TimeUnit.SECONDS)).as("all wait for the instance, and for nothing else")
                    .isTrue();

            String healthy = Given.plan("free", "healthy");
            upstream.publish(Given.plan(healthy, 1, Given.FINE, "instances/well/databases/d")).flush();
            runs.until("the healthy one's end", all -> all.stream()
                    .anyMatch(run -> run.key().equals(healthy) && run.value().hasEndTime()));

            alive.countDown();
            runs.until("everybody's end",
                    all -> all.stream().filter(run -> run.value().hasEndTime()).count() == DEAD + 1);
        }
    }

    /** Has no slot for checks of the dead instance until it is alive again. */
    private CheckEngine engine() {
        CheckEngine answers = Given.engine();
        return new CheckEngine() {
            @Override
            public List<CheckOutcome> check(CheckJob job) throws InterruptedException {
                return answers.check(job);
            }

            @Override
            public List<CheckOutcome> check(CheckJob job, Admission admission) throws InterruptedException {
                if (job.target().contains("/dead/")) {
                    queued.countDown();
                    alive.await();
                }
                return answers.check(job, admission);
            }

            @Override
            public void close() {
                answers.close();
            }
        };
    }
}
