package dev.plangate.bench.zombie;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.plangate.bench.zombie.Report.Word;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * db-scheduler. Its task hands in a result the way its own API offers: the completion handler reschedules the execution,
 * a day later, with new task data.
 */
final class DbScheduler implements Contestant {
    private static final String TASK = "zombie";
    private static final TaskInstanceId JOB = TaskInstanceId.of(TASK, "1");
    /** Of clients. */
    private static final ExecutionHandler<String> RUNS_NOTHING = (instance, context) -> {
        throw new IllegalStateException("runs in workers alone");
    };

    @Override
    public String version() {
        return Jar.version(Scheduler.class);
    }

    @Override
    public String settings() {
        return "heartbeat 0.5 s, dead after 4 missed (the fewest), polled every 100 ms";
    }

    @Override
    public void prepare(Access database) throws SQLException {
        database.execute("""
                create table scheduled_tasks (
                  task_name text not null, task_instance text not null, task_data bytea, execution_time timestamptz,
                  picked boolean not null, picked_by text, last_success timestamptz, last_failure timestamptz,
                  consecutive_failures int, last_heartbeat timestamptz, version bigint not null, priority smallint,
                  state text, primary key (task_name, task_instance));
                create index execution_time_idx on scheduled_tasks (execution_time);
                create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
                """);
        try (HikariDataSource pool = database.pool()) {
            CustomTask<String> task = task(RUNS_NOTHING);
            SchedulerClient.Builder.create(pool, task).build()
                    .scheduleIfNotExists(task.instance(JOB.getId(), "nobody"), Instant.now());
        }
    }

    @Override
    public void work(Access database, Body body) throws InterruptedException {
        Scheduler scheduler = Scheduler
                .create(database.pool(), task((instance, context) -> execute(body)))
                .schedulerName(new SchedulerName.Fixed(body.worker())).threads(2)
                .pollingInterval(Duration.ofMillis(100)).heartbeatInterval(Duration.ofMillis(500))
                .missedHeartbeatsLimit(4).addSchedulerListener(new Told(body)).build();
        scheduler.start();
        body.report(Word.READY, "");
        new CountDownLatch(1).await();
    }

    private static CustomTask<String> task(ExecutionHandler<String> handler) {
        return Tasks.custom(TASK, String.class).onDeadExecutionRevive().execute(handler);
    }

    private static CompletionHandler<String> execute(Body body) {
        try {
            body.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return completion(body);
    }

    private static CompletionHandler<String> completion(Body body) {
        return (complete, operations) -> {
            try {
                operations.reschedule(complete, Instant.now().plus(Duration.ofDays(1)), body.worker());
            } catch (RuntimeException e) {
                body.report(Word.REFUSED, e.toString());
                throw e;
            }
            body.report(Word.ACCEPTED, "rescheduled with its result");
        };
    }

    /** What the library tells whoever listens. */
    private static final class Told extends AbstractSchedulerListener {
        private final Body body;

        Told(Body body) {
            this.body = body;
        }

        @Override
        public void onExecutionComplete(ExecutionComplete complete) {
            if (complete.getResult() == ExecutionComplete.Result.OK) {
                body.report(Word.TOLD, "onExecutionComplete OK");
            }
        }
    }

    @Override
    public Stored stored(Access database) throws SQLException {
        String by;
        try (HikariDataSource pool = database.pool()) {
            by = SchedulerClient.Builder.create(pool, task(RUNS_NOTHING)).build().getScheduledExecution(JOB)
                    .orElseThrow().getData().toString();
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select picked, version from scheduled_tasks")) {
            row.next();
            return new Stored(by.equals("nobody") ? Optional.empty() : Optional.of(by),
                    "picked %s, version %d, task data of %s".formatted(row.getBoolean(1), row.getLong(2), by));
        }
    }
}
