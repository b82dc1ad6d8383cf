package dev.plangate.bench.torture.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The class path of the processes: this JVM's, the woven classes before it, directories packed into jars. Kept in a directory
 * that is the same for the same classes, so that the archive of loaded classes that one run makes serves the next.
 *
 * @param home of the jars and the archive
 */
record ClassPath(Path home, String text) {
    static ClassPath of(Path cache, byte[] woven) {
        var own = new ArrayList<Path>();
        for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(":", -1)) {
            if (Files.exists(Path.of(entry))) {
                own.add(Path.of(entry));
            }
        }
        try {
            Path home = Homes.use(cache, fingerprint(woven, own));
            var entries = new ArrayList<String>();
            entries.add(written(home.resolve("woven.jar"), out -> Files.write(out, woven)).toString());
            for (Path entry : own) {
                entries.add(Files.isDirectory(entry)
                        ? written(home.resolve("classes-%d.jar".formatted(entries.size())), out -> pack(entry, out))
                                .toString()
                        : entry.toString());
            }
            return new ClassPath(home, String.join(":", entries));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a class path in " + cache, e);
        }
    }

    private interface Writer {
        void to(Path file) throws IOException;
    }

    /** Whole or not there: two runs may start together. */
    private static Path written(Path file, Writer writer) throws IOException {
        if (!Files.exists(file)) {
            Path unfinished = Files.createTempFile(file.getParent(), "unfinished", ".jar");
            writer.to(unfinished);
            try {
                Files.move(unfinished, file);
            } catch (FileAlreadyExistsException e) {
                Files.delete(unfinished); // the same, and its processes may run already
            }
        }
        return file;
    }

    private static String fingerprint(byte[] woven, List<Path> entries) throws IOException {
        var crc = new CRC32();
        crc.update(woven);
        crc.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
        for (Path entry : entries) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    crc.update(file.toString().getBytes(StandardCharsets.UTF_8));
                    crc.update(ByteBuffer.allocate(8).putLong(Files.getLastModifiedTime(file).toMillis()).array());
                }
            }
        }
        return Long.toHexString(crc.getValue());
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}
