package dev.plangate.checks.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A form of statement from {@code trace/forms.sql}: a line each, below headings.
 *
 * @param since first major version that knows it
 */
record LockForm(String heading, String sql, int since) {
    static List<LockForm> all() {
        var forms = new ArrayList<LockForm>();
        String heading = "";
        for (String line : resource("forms.sql").lines().toList()) {
            if (line.startsWith("-- ")) {
                heading = line.substring(3);
            } else {
                String[] parts = line.split(" -- since ", -1);
                forms.add(new LockForm(heading, parts[0], parts.length > 1 ? Integer.parseInt(parts[1]) : 14));
            }
        }
        return forms;
    }

    /** What the forms are tried on. */
    static String schema() {
        return resource("schema.sql");
    }

    private static String resource(String name) {
        try (var in = LockForm.class.getResourceAsStream("/trace/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
