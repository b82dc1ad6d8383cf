package dev.plangate.topology.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the process before this one stopped cleanly: a file says so, from its stop to the next start. Kafka Streams cannot use
 * state that a kill left behind; it finds out task by task while partitions move, and is slow to recover then. So such state is
 * deleted beforehand. A file that outlives a crash of the machine does no harm: Kafka Streams finds out.
 */
record CleanStop(Path file) {

    /** Asked once, at the start. False the first time. */
    boolean wasClean() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": is the gate's state directory writable?", e);
        }
    }

    /** It stopped cleanly. */
    void clean() {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": is the gate's state directory writable?", e);
        }
    }
}
