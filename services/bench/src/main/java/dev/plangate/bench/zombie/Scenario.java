package dev.plangate.bench.zombie;

import dev.plangate.bench.zombie.Contestant.Stored;
import dev.plangate.bench.zombie.Report.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A claims and is stopped (SIGSTOP); B takes over and is done; A is continued (SIGCONT) and hands in. */
final class Scenario {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration TAKE_OVER = Duration.ofMinutes(3);
    /** Nobody has to say that it refused: so long A is watched after its body ended. */
    private static final Duration WATCH = Duration.ofSeconds(10);

    private final Kind kind;
    private final Contestant contestant;
    private final Access database;
    private final Path directory;

    Scenario(Kind kind, Access database, Path directory) {
        this.kind = kind;
        this.contestant = kind.contestant();
        this.database = database;
        this.directory = directory;
    }

    Outcome run() throws SQLException, IOException, InterruptedException {
        contestant.prepare(database);
        try (WorkerProcess a = WorkerProcess.start(kind, "A", database, directory)) {
            a.await(Word.BEGAN, START);
            try (WorkerProcess b = WorkerProcess.start(kind, "B", database, directory)) {
                b.await(Word.READY, START);
                return zombie(a, b);
            }
        }
    }

    private Outcome zombie(WorkerProcess a, WorkerProcess b) throws SQLException, IOException, InterruptedException {
        b.letEnd();
        long paused = System.nanoTime();
        a.pause();
        b.await(Word.BEGAN, TAKE_OVER);
        long tookOver = System.nanoTime() - paused;
        b.await(Word.ENDED, START);
        Stored before = stored(Optional.of("B"));
        int said = a.reports().size();
        a.letEnd();
        a.resume();
        a.poll(Set.of(Word.ENDED, Word.INTERRUPTED), START);
        a.poll(Set.of(Word.ACCEPTED, Word.REFUSED), WATCH);
        Stored after = contestant.stored(database);
        List<Report> stale = a.reports().subList(said, a.reports().size());
        List<Report> all = Stream.concat(a.reports().stream(), b.reports().stream()).toList();
        boolean accepted = !after.by().equals(before.by()) || count(Word.ACCEPTED, stale) > 0;
        return new Outcome(kind, contestant.version(), contestant.settings(), TimeUnit.NANOSECONDS.toMillis(tookOver),
                accepted, count(Word.ENDED, all), count(Word.TOLD, all),
                before.text(), after.text(),
                stale.stream().map(report -> "%s %s".formatted(report.word(), report.text()).strip()).toList());
    }

    private Stored stored(Optional<String> by) throws SQLException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            Stored stored = contestant.stored(database);
            if (stored.by().equals(by)) {
                return stored;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%s: wanted the result of %s, got %s".formatted(kind, by, stored));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static int count(Word word, List<Report> reports) {
        return (int) reports.stream().filter(report -> report.word() == word).count();
    }
}
