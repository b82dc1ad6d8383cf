package dev.plangate.standalone.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much address space each process of a server may take. The operating system holds it, so that no statement lifts it: a process that wants more gets an error and
 * goes on. Linux only: macOS takes such a limit and does not hold it.
 *
 * @param megabytes of each process, with the shared memory and the libraries
 */
public record MemoryLimit(int megabytes) {
    /** None. */
    public static final MemoryLimit NONE = new MemoryLimit(0);

    /** A command whose processes have the limit; a shell that cannot set it fails. */
    List<String> command(List<String> command) {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        if (megabytes == 0 || !linux) {
            return command;
        }
        var limited = new ArrayList<>(
                List.of("sh", "-c", "ulimit -v \"$0\" && exec \"$@\"", Long.toString(megabytes * 1024L)));
        limited.addAll(command);
        return limited;
    }
}
