package dev.plangate.pipeline.api.domain;

import dev.plangate.contract.Sha256;
import dev.plangate.db.row.RunPosition;
import dev.plangate.db.row.TargetResult.TargetPosition;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a list goes on, as a text that means nothing to who gets it. It fits the list that it was made for alone: the same parent,
 * filter and order. It opens nothing: who may see the list is asked with every page.
 */
public final class PageToken {
    private static final String VERSION = "1";
    private static final int LONGEST = 1_000;

    private PageToken() {}

    /** Behind a run. */
    public static String of(String list, RunPosition position) {
        return write(list, position.at().toString(), Long.toString(position.planId()), Long.toString(position.run()));
    }

    /** Behind a target. */
    public static String of(String list, TargetPosition position) {
        return write(list, Integer.toString(position.page()), position.target());
    }

    /** Behind a rollout. */
    public static String of(String list, Instant created, String plan) {
        return write(list, created.toString(), plan);
    }

    /**
     * The run to go on behind; empty = from the beginning.
     *
     * @throws InvalidField of "page_token"
     */
    public static Optional<RunPosition> run(String list, String token) {
        return read(list, token, 3, parts -> new RunPosition(Instant.parse(parts.get(0)), Long.parseLong(parts.get(1)),
                Long.parseLong(parts.get(2))));
    }

    /**
     * The target to go on behind; empty = from the beginning.
     *
     * @throws InvalidField of "page_token"
     */
    public static Optional<TargetPosition> target(String list, String token) {
        return read(list, token, 2, parts -> new TargetPosition(Integer.parseInt(parts.get(0)), parts.get(1)));
    }

    /**
     * The rollout to go on behind; empty = from the beginning.
     *
     * @throws InvalidField of "page_token"
     */
    public static Optional<RolloutPosition> rollout(String list, String token) {
        return read(list, token, 2, parts -> new RolloutPosition(Instant.parse(parts.get(0)), parts.get(1)));
    }

    /** Where a page of rollouts ended. */
    public record RolloutPosition(Instant created, String plan) {}

    private interface Parts<T> {
        T of(List<String> parts);
    }

    private static String write(String list, String... parts) {
        String text = VERSION + "\n" + Sha256.hex(list) + "\n" + String.join("\n", parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> Optional<T> read(String list, String token, int number, Parts<T> meaning) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = parts(token);
        if (parts.size() != number + 2 || !parts.getFirst().equals(VERSION)) {
            throw wrong("should be the next_page_token of the page before, unchanged");
        }
        if (!parts.get(1).equals(Sha256.hex(list))) {
            throw wrong("belongs to another list: parent, filter and order_by should be those of the page before");
        }
        try {
            return Optional.of(meaning.of(parts.subList(2, parts.size())));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw wrong("should be the next_page_token of the page before, unchanged");
        }
    }

    private static List<String> parts(String token) {
        try {
            byte[] bytes = token.length() > LONGEST ? new byte[0] : Base64.getUrlDecoder().decode(token);
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static InvalidField wrong(String text) {
        return new InvalidField("page_token", text);
    }
}
