package dev.plangate.pipeline.console;

import dev.plangate.pipeline.runtime.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the API is, and who calls it. The token is in no option, for every process may read those. */
final class ApiOptions {
    private static final String HERE = "http://localhost:8090";

    @Option(names = "--api", paramLabel = "URL", description = "The API. Default: PLANGATE_CLIENT_API, else " + HERE
            + ".")
    private String url;
    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the bearer token. Default: PLANGATE_CLIENT_TOKEN_FILE, else the token in PLANGATE_CLIENT_TOKEN.")
    private Path tokenFile;

    /** Whether somebody named it. */
    boolean named() {
        return url != null;
    }

    ApiCalls resolve(Map<String, String> environment) {
        String text = Optional.ofNullable(url).or(() -> set(environment, "PLANGATE_CLIENT_API")).orElse(HERE);
        Optional<Path> file = Optional.ofNullable(tokenFile).or(
                () -> set(environment, "PLANGATE_CLIENT_TOKEN_FILE").map(Path::of));
        Optional<String> token = file.map(ApiOptions::read).or(() -> set(environment, "PLANGATE_CLIENT_TOKEN"));
        return new ApiCalls(base(text), token);
    }

    private static Optional<String> set(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    private static URI base(String text) {
        try {
            URI uri = URI.create(text.replaceFirst("/+$", ""));
            if (uri.getHost() != null && uri.getUserInfo() == null && uri.getScheme().matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text: it may hold a secret.
        }
        throw new Refusal(ExitCode.USAGE,
                "--api should be a URL such as https://plangate.example, without credentials");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refusal(ExitCode.USAGE, "The token file %s cannot be read: %s".formatted(file,
                    e.getClass().getSimpleName()));
        }
    }
}
