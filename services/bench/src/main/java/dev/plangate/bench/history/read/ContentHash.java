package dev.plangate.bench.history.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;

/** Equal for JSON values that mean the same: the order of an object's fields does not count. */
final class ContentHash {
    private static final int BYTES = 16;

    private final MessageDigest digest;

    private ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(JsonNode node) {
        var hash = new ContentHash();
        hash.add(node);
        return HexFormat.of().formatHex(hash.digest.digest(), 0, BYTES);
    }

    private void add(JsonNode node) {
        if (node.isObject()) {
            text("{");
            var names = new TreeSet<String>();
            node.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> {
                text(name.length() + ":" + name);
                add(node.get(name));
            });
            text("}");
        } else if (node.isArray()) {
            text("[");
            node.forEach(this::add);
            text("]");
        } else {
            String text = node.toString();
            text(text.length() + "=" + text);
        }
    }

    private void text(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
