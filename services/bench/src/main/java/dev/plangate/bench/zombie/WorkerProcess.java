package dev.plangate.bench.zombie;

import dev.plangate.bench.zombie.Report.Word;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A worker in an operating-system process of its own, which can be stopped and continued as a whole. */
final class WorkerProcess implements AutoCloseable {
    private final String worker;
    private final Path go;
    private final Path errors;
    private final Process process;
    private final List<Report> reports = new ArrayList<>();

    private WorkerProcess(String worker, Path go, Path errors, Process process) {
        this.worker = worker;
        this.go = go;
        this.errors = errors;
        this.process = process;
    }

    static WorkerProcess start(Kind kind, String worker, Access database, Path directory) throws IOException {
        Path go = directory.resolve("%s-%s.go".formatted(kind, worker));
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ZombieWorker.class.getName(), kind.name(), worker, database.url(), go.toString());
        Path errors = directory.resolve("%s-%s.err".formatted(kind, worker));
        builder.redirectError(errors.toFile());
        Process process = builder.start();
        var started = new WorkerProcess(worker, go, errors, process);
        Thread.ofPlatform().daemon().start(started::listen);
        process.getOutputStream().write(
                "%s\n%s\n".formatted(database.user(), database.password()).getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return started;
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Report.read(line).ifPresent(this::heard);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void heard(Report report) {
        reports.add(report);
        notifyAll();
    }

    /** Everything said so far. */
    synchronized List<Report> reports() {
        return List.copyOf(reports);
    }

    /** The first such report; empty when none comes in time. */
    synchronized Optional<Report> poll(Set<Word> words, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var found = reports.stream().filter(report -> words.contains(report.word())).findFirst();
            long left = end - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }

    void await(Word word, Duration patience) throws InterruptedException, IOException {
        if (poll(Set.of(word), patience).isEmpty()) {
            throw new IllegalStateException("worker %s said no %s in %s s, but %s%n%s".formatted(worker, word,
                    patience.toSeconds(), reports(), Files.readString(errors)));
        }
    }

    /** Lets the job's body end. */
    void letEnd() throws IOException {
        Files.createFile(go);
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP");
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        while (Files.exists(stat) && !Files.readString(stat).replaceFirst("(?s).*\\) ", "").startsWith("T")) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("kill -%s %d: exit %d".formatted(name, process.pid(), exit));
        }
    }

    /** SIGKILL: it also ends a process that is stopped. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
