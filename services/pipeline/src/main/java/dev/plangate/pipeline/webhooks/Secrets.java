package dev.plangate.pipeline.webhooks;

import dev.plangate.pipeline.config.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets that sign webhooks: lines {@code project/name = whsec_...}, with a second value behind a space while one is
 * changed. A secret belongs to its project: another one cannot have its events signed by it. What is wrong is told by its line,
 * never by what it holds.
 */
final class Secrets {
    private static final Pattern LINE = Pattern.compile(
            "([a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62})\\s*=\\s*(whsec_[A-Za-z0-9+/]+={0,2})(?:\\s+(whsec_[A-Za-z0-9+/]+={0,2}))?");
    private static final int PREFIX = "whsec_".length();
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final Secret source;

    /** @param source the lines; asked at each use */
    Secrets(Secret source) {
        this.source = source;
    }

    /**
     * The values of a secret, the one to be used from now on first; empty when it is not known.
     *
     * @param project projects/{project}
     * @throws IllegalArgumentException when the lines are not what they should be
     */
    List<byte[]> of(String project, String name) {
        return read().getOrDefault(project.replaceFirst("^projects/", "") + "/" + name, List.of());
    }

    /** How many there are. Throws as {@link #of} does: what is wrong is better told at the start. */
    int count() {
        return read().size();
    }

    private Map<String, List<byte[]>> read() {
        Map<String, List<byte[]>> secrets = new HashMap<>();
        List<String> lines = source.get().lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw wrong(i, "wanted project/secret = whsec_(base64), and perhaps a second value behind a space");
            }
            List<byte[]> values = new ArrayList<>(List.of(value(parts.group(2), i)));
            if (parts.group(3) != null) {
                values.add(value(parts.group(3), i));
            }
            if (secrets.put(parts.group(1), List.copyOf(values)) != null) {
                throw wrong(i, parts.group(1) + " is there twice; put both values on one line");
            }
        }
        return secrets;
    }

    private static byte[] value(String text, int index) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.substring(PREFIX));
        } catch (IllegalArgumentException e) {
            // Its message may hold a part of the secret.
            throw wrong(index, "what follows whsec_ is not base64");
        }
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw wrong(index,
                    "a secret has %d to %d bytes, this one %d".formatted(LEAST_BYTES, MOST_BYTES, bytes.length));
        }
        return bytes;
    }

    private static IllegalArgumentException wrong(int index, String what) {
        return new IllegalArgumentException("secrets of webhooks, entry %d: %s".formatted(index + 1, what));
    }
}
