package dev.plangate.pipeline.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls the API over HTTP; what it refuses is told in its own words, with an exit code. */
final class ApiCalls implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(70);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Optional<String> token;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param token sent as a bearer token; never shown */
    ApiCalls(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    /** Whether a token would travel where others can read it. */
    boolean isExposed() {
        return token.isPresent() && "http".equals(base.getScheme())
                && !base.getHost().matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    }

    /**
     * Reads a resource into a message.
     *
     * @param query parameters; empty values are left out
     * @throws Refusal when the API does not answer it
     */
    <B extends Message.Builder> B get(String name, Map<String, String> query, B answer) {
        String parameters = query.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .sorted().collect(Collectors.joining("&"));
        return send(request("/v1/" + name + (parameters.isEmpty() ? "" : "?" + parameters)).GET().build(), answer);
    }

    /**
     * Calls a method.
     *
     * @throws Refusal when the API does not answer it
     */
    <B extends Message.Builder> B post(String path, Message body, B answer) {
        return send(request("/v1/" + path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.of(body).toString())).build(), answer);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request;
    }

    private <B extends Message.Builder> B send(HttpRequest request, B answer) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw refusal(response);
            }
            JsonFormat.parser().ignoringUnknownFields().merge(response.body(), answer);
            return answer;
        } catch (InvalidProtocolBufferException e) {
            throw new Refusal(ExitCode.FAILURE, "%s is no API of Plangate's: its answer is another".formatted(base));
        } catch (IOException e) {
            throw new Refusal(ExitCode.FAILURE,
                    "The API does not answer at %s: %s. Is it running? Name another with --api or PLANGATE_CLIENT_API."
                            .formatted(base, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(ExitCode.FAILURE, "interrupted");
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, "The token has characters that no token has: look at its file");
        }
    }

    private Refusal refusal(HttpResponse<String> response) {
        JsonNode error;
        try {
            error = JSON.readTree(response.body()).path("error");
        } catch (JsonProcessingException e) {
            error = JSON.createObjectNode();
        }
        String status = error.path("status").asText("");
        StringBuilder text = new StringBuilder(status.isEmpty()
                ? "%s answers HTTP %d: is it the API?".formatted(base, response.statusCode())
                : "%s: %s".formatted(status, error.path("message").asText()));
        for (JsonNode detail : error.path("details")) {
            for (JsonNode violation : detail.path("violations")) {
                text.append("\n  %s: %s".formatted(violation.path("type").asText(),
                        violation.path("description").asText()));
            }
        }
        if (status.equals("UNAUTHENTICATED")) {
            text.append("\nThe token comes from --token-file, PLANGATE_CLIENT_TOKEN_FILE or PLANGATE_CLIENT_TOKEN.");
        }
        return new Refusal(exitCode(status), text.toString());
    }

    private static int exitCode(String status) {
        return switch (status) {
            case "INVALID_ARGUMENT" -> ExitCode.USAGE;
            case "NOT_FOUND", "FAILED_PRECONDITION", "ABORTED", "ALREADY_EXISTS" -> ExitCode.NO_ROLLOUT;
            case "DEADLINE_EXCEEDED" -> ExitCode.TIMEOUT;
            default -> ExitCode.FAILURE;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
