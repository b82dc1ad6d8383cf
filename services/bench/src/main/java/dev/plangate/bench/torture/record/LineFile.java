package dev.plangate.bench.torture.record;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of lines, written from any thread. */
public final class LineFile implements AutoCloseable {
    private final BufferedWriter out;

    private LineFile(BufferedWriter out) {
        this.out = out;
    }

    static LineFile create(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new LineFile(Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    synchronized void add(String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was added is in the file. */
    synchronized void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
