package dev.plangate.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The superuser's password: random, in a file that only its owner can read. Without one, everybody with an account on
 * the machine could be superuser, and through COPY PROGRAM the one who started Postgres.
 */
record Password(Path file) {
    String read() throws IOException {
        return Files.readString(file).strip();
    }

    void create() throws IOException {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
    }
}
