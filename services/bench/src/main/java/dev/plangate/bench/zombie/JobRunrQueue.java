package dev.plangate.bench.zombie;

import com.zaxxer.hikari.HikariDataSource;
import dev.plangate.bench.zombie.Report.Word;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.ApplyStateFilter;
import org.jobrunr.jobs.filters.JobServerFilter;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/** JobRunr, the open-source edition, on its Postgres storage. Whose result a job has is the server that last processed it. */
final class JobRunrQueue implements Contestant {
    private static final UUID JOB = new UUID(0, 1);
    private static final Duration POLL = Duration.ofSeconds(5);

    @Override
    public String version() {
        return Jar.version(JobRunr.class);
    }

    @Override
    public String settings() {
        return "polled every %d s (the fastest), timed out after 4 polls (the fewest), retried with its default back-off"
                .formatted(POLL.toSeconds());
    }

    @Override
    public void prepare(Access database) {
        try (HikariDataSource pool = database.pool()) {
            new JobScheduler(storage(pool)).enqueue(JOB, () -> new JobRunrJob().run());
        }
    }

    @Override
    public void work(Access database, Body body) throws InterruptedException {
        JobRunrJob.set(body);
        JobRunr.configure().useJsonMapper(new JacksonJsonMapper()).useStorageProvider(storage(database.pool()))
                .withJobFilter(new Told(body))
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andName(body.worker()).andPollInterval(POLL).andServerTimeoutPollIntervalMultiplicand(4)
                        .andWorkerCount(2))
                .initialize();
        body.report(Word.READY, "");
        new CountDownLatch(1).await();
    }

    private static StorageProvider storage(HikariDataSource pool) {
        var storage = new PostgresStorageProvider(pool);
        storage.setJobMapper(new JobMapper(new JacksonJsonMapper()));
        return storage;
    }

    /** What the library tells whoever listens; states are told once they are stored. */
    private record Told(Body body) implements JobServerFilter, ApplyStateFilter {
        @Override
        public void onProcessingSucceeded(Job job) {
            body.report(Word.TOLD, "onProcessingSucceeded");
        }

        @Override
        public void onStateApplied(Job job, JobState before, JobState after) {
            if (after.getName() == StateName.SUCCEEDED) {
                body.report(Word.ACCEPTED, "onStateApplied SUCCEEDED");
            }
        }
    }

    private static String text(JobState state) {
        return state instanceof ProcessingState processing
                ? "PROCESSING by " + processing.getServerName()
                : state.getName().name();
    }

    @Override
    public Stored stored(Access database) {
        try (HikariDataSource pool = database.pool()) {
            Job job = storage(pool).getJobById(JOB);
            Optional<String> by = job.getState() == StateName.SUCCEEDED
                    ? job.getJobStatesOfType(ProcessingState.class).reduce((first, last) -> last)
                            .map(ProcessingState::getServerName)
                    : Optional.empty();
            return new Stored(by, job.getJobStates().stream().map(JobRunrQueue::text)
                    .collect(Collectors.joining(", ", "version %d, ".formatted(job.getVersion()), "")));
        }
    }
}
