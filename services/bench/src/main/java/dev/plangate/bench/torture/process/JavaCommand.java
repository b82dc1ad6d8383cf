package dev.plangate.bench.torture.process;

import dev.plangate.bench.torture.clock.MovedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How a JVM of ours is started: small and quick to start. */
public final class JavaCommand {
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData", "-Xss512k", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto", "-Xlog:disable",
            "-Xlog:all=error:stderr", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    /** By this JVM, which makes each once. */
    private static final Set<Path> ARCHIVING = ConcurrentHashMap.newKeySet();

    private final ClassPath classPath;
    private final Path archive;
    private final Path lists;
    private final int controlPort;
    private final boolean archived;
    private final Set<String> listed = ConcurrentHashMap.newKeySet();

    private JavaCommand(ClassPath classPath, Path lists, int controlPort) {
        this.classPath = classPath;
        this.archive = classPath.home().resolve("classes.jsa");
        this.archived = Files.exists(archive);
        this.lists = lists;
        this.controlPort = controlPort;
    }

    /**
     * Prepares the class path.
     *
     * @param woven a jar of classes that replace those of the product
     * @param dir for files of this run
     */
    public static JavaCommand of(byte[] woven, Path dir, int controlPort) {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "plangate", "torture");
        return new JavaCommand(ClassPath.of(cache, woven), dir, controlPort);
    }

    /**
     * The command of a child.
     *
     * @param clock how far its clock is ahead
     */
    public List<String> of(String name, int megabytes, Duration clock, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.add("-Xmx%dm".formatted(megabytes));
        command.addAll(OPTIONS);
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        } else if (listed.add(arguments.getFirst())) {
            // The first of its kind tells which classes an archive should hold.
            command.add("-XX:DumpLoadedClassList=" + lists.resolve(arguments.getFirst() + ".classlist"));
        }
        command.add("-D" + ChildMain.NAME + "=" + name);
        command.add("-D" + ChildMain.CONTROL + "=" + controlPort);
        command.add("-D" + MovedClock.PROPERTY + "=" + clock.toMillis());
        command.addAll(List.of("-cp", classPath.text(), ChildMain.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Makes the archive that later starts use, unless an earlier run has; every kind of process is up by now. */
    public void archive() {
        if (archived || !ARCHIVING.add(archive)) {
            return;
        }
        try {
            Path all = merged();
            Path unfinished = classPath.home().resolve("unfinished-%d.jsa".formatted(ProcessHandle.current().pid()));
            var process = new ProcessBuilder("nice", "-n", "5", java.toString(), "-Xshare:dump", "-XX:+UseSerialGC",
                    "-Xlog:disable", "-Xlog:all=error:stderr", "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow", "-XX:SharedClassListFile=" + all,
                    "-XX:SharedArchiveFile=" + unfinished, "-cp", classPath.text())
                    .redirectErrorStream(true).redirectOutput(lists.resolve("archive.log").toFile()).start();
            if (process.waitFor() == 0 && Files.exists(unfinished)) {
                Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no archive of classes can be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path merged() throws IOException {
        var lines = new LinkedHashSet<String>();
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".classlist")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    // Numbers of classes differ between processes; classes of other loaders cannot be named.
                    if (!line.startsWith("@cp") && !line.contains("source:")) {
                        lines.add(line.replaceAll(" id: .*", ""));
                    }
                }
            }
        }
        return Files.write(lists.resolve("all.classes"), lines);
    }
}
