package dev.plangate.checks.scratch;

import dev.plangate.checks.target.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the session of a clone when it has used up its time or its disk. From outside, because the settings that would do it are the session's own to change, and
 * because code can catch the cancelling of its statement; it cannot catch the end of its session.
 */
final class Watch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Connection admin;
    private final Clones.Clone clone;
    private final Connection watched;
    private final ScratchLimits limits;
    private final Deadline deadline;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;
    private volatile String reason;

    /** @param admin a session of its own, closed with this */
    Watch(Connection admin, Clones.Clone clone, Connection watched, ScratchLimits limits) {
        this.admin = admin;
        this.clone = clone;
        this.watched = watched;
        this.limits = limits;
        this.deadline = Deadline.in(limits.trace());
        thread = Thread.ofVirtual().name("trace-watch").start(this::watch);
    }

    /** Why the session was ended; empty = it was not, or not by this. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    private void watch() {
        try {
            while (!done.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                if (deadline.left().isNegative()) {
                    end(String.format(Locale.ROOT, "it took longer than %d s", limits.trace().toSeconds()));
                    return;
                }
                long used = Long.parseLong(Commands
                        .texts(admin, "select pg_database_size(?::name)::text", clone.database()).getFirst());
                if (used > limits.disk()) {
                    end(String.format(Locale.ROOT, "it wrote more than %d MB to disk", limits.disk() >> 20));
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            end("the scratch server could not be watched (" + Failures.firstLine(e) + ")");
        }
    }

    private void end(String because) {
        reason = because;
        try {
            Commands.texts(admin, "select pg_terminate_backend(pid)::text from pg_stat_activity where usename = ?",
                    clone.role());
        } catch (SQLException e) {
            // the server is gone, or as good as that: the connection is cut all the same
        }
        try {
            // A session that does not hear the server's signal is left to the dropping of its database.
            if (!done.await(2, TimeUnit.SECONDS)) {
                watched.abort(Runnable::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // it is gone already
        }
    }

    @Override
    public void close() throws SQLException {
        done.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close();
        }
    }
}
