package dev.plangate.pipeline.api.auth;

import dev.plangate.contract.Sha256;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Grant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the tokens file: YAML, {@code tokens}, each with name, roles, and sha256 or tokenFile. */
final class TokensFile {
    private static final Set<String> FIELDS = Set.of("name", "roles", "sha256", "tokenFile");
    /** A token that can be guessed is none. */
    private static final int SHORTEST_TOKEN = 20;

    private final Path file;

    private TokensFile(Path file) {
        this.file = file;
    }

    /**
     * The tokens of a file.
     *
     * @throws InvalidTokensFile with the first mistake
     */
    static List<StaticToken> read(Path file) {
        return new TokensFile(file).tokens();
    }

    private List<StaticToken> tokens() {
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(file.getFileName().toString()).build())
                    .loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e.getClass().getSimpleName());
        } catch (YamlEngineException e) {
            // Its message quotes the file, and with it perhaps a token that stands there by mistake.
            throw wrong("it should be YAML");
        }
        if (!(root instanceof Map<?, ?> map) || !map.keySet().equals(Set.of("tokens"))
                || !(map.get("tokens") instanceof List<?> list)) {
            throw wrong("it should hold tokens: and a list below it");
        }
        List<StaticToken> tokens = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> hashes = new HashSet<>();
        for (Object entry : list) {
            StaticToken token = token(entry, "token " + (tokens.size() + 1));
            if (!names.add(token.caller().name()) || !hashes.add(token.sha256())) {
                throw wrong("token %d: its name and its token should be its own".formatted(tokens.size() + 1));
            }
            tokens.add(token);
        }
        return tokens;
    }

    private StaticToken token(Object entry, String where) {
        if (!(entry instanceof Map<?, ?> map)) {
            throw wrong(where + ": it should have name, roles, and sha256 or tokenFile");
        }
        if (!FIELDS.containsAll(map.keySet())) {
            throw wrong(where + ": its fields should be name, roles, and sha256 or tokenFile");
        }
        String name = text(map, "name", where);
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}")) {
            throw wrong(where + ": its name should be letters, digits, dots and dashes");
        }
        if (!(map.get("roles") instanceof List<?> roles) || roles.isEmpty()) {
            throw wrong("%s (%s): its roles should be a list, such as [viewer, operator@projects/shop]"
                    .formatted(where, name));
        }
        Set<Grant> grants = new HashSet<>();
        for (Object role : roles) {
            try {
                grants.add(Grant.parse(String.valueOf(role)));
            } catch (IllegalArgumentException e) {
                throw wrong("%s (%s): %s".formatted(where, name, e.getMessage()));
            }
        }
        return new StaticToken(sha256(map, where), new Caller("tokens/" + name, grants));
    }

    private String sha256(Map<?, ?> map, String where) {
        if (map.containsKey("sha256") == map.containsKey("tokenFile")) {
            throw wrong(where + ": it should have one of sha256 and tokenFile");
        }
        if (map.containsKey("sha256")) {
            String hash = text(map, "sha256", where);
            if (!hash.matches("[0-9a-f]{64}")) {
                throw wrong(where + ": its sha256 should be the token's SHA-256 in 64 lower-case hex digits");
            }
            return hash;
        }
        Path secret = file.toAbsolutePath().resolveSibling(text(map, "tokenFile", where));
        try {
            String token = Files.readString(secret, StandardCharsets.UTF_8).strip();
            if (token.length() < SHORTEST_TOKEN) {
                throw wrong("%s: the token in its tokenFile should have at least %d characters, from a random source"
                        .formatted(where, SHORTEST_TOKEN));
            }
            return Sha256.hex(token);
        } catch (IOException e) {
            throw wrong("%s: its tokenFile %s cannot be read".formatted(where, secret.getFileName()));
        }
    }

    private String text(Map<?, ?> map, String field, String where) {
        if (map.get(field) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong("%s: its %s should be a text".formatted(where, field));
    }

    private InvalidTokensFile wrong(String text) {
        return new InvalidTokensFile("%s: %s".formatted(file.getFileName(), text));
    }
}
