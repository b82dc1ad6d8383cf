package dev.plangate.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password that does not show itself. */
public sealed interface Secret {
    /**
     * The password; null = none is sent.
     *
     * @throws IOException when its file cannot be read
     */
    String reveal() throws IOException;

    /** No password: trust, peer or certificate authentication. */
    record None() implements Secret {
        @Override
        public String reveal() {
            return null;
        }
    }

    /** A password that is known. */
    record Given(String value) implements Secret {
        @Override
        public String reveal() {
            return value;
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /** A password in a file, read for each connection so that it can be rotated; one line end at its end does not belong to it. */
    record InFile(Path file) implements Secret {
        @Override
        public String reveal() throws IOException {
            return Files.readString(file).replaceFirst("\\r?\\n$", "");
        }
    }
}
