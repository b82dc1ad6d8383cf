package dev.plangate.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to a registry that are tried again, at the next of its URLs, while none answers sensibly. */
final class RegistryHttp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int LONGEST_WORDS = 2_000;

    private final RegistrySettings settings;
    private final HttpClient client;
    private int next;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout()).followRedirects(HttpClient.Redirect.NORMAL).build();
    }

    /**
     * An answer that is final.
     *
     * @param body at most what the registry sent; may be no JSON
     */
    record Answer(URI from, int status, String body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }

        /** What the registry says is wrong. */
        String words() {
            String message = json().path("message").asText(body).strip();
            return message.length() <= LONGEST_WORDS ? message : message.substring(0, LONGEST_WORDS) + "...";
        }
    }

    /**
     * Sends JSON.
     *
     * @throws RegistryUnavailable if every attempt ended without an answer, or with one of the kind "try again"
     */
    Answer post(String subject, String path, String body) {
        return post(subject, path, body, RegistryHttp::isTemporary);
    }

    /** Like {@link #post}, for what was written a moment ago: the node that is asked may not have read it yet. */
    Answer postUntilFound(String subject, String path, String body) {
        return post(subject, path, body, status -> isTemporary(status) || status == 404);
    }

    private Answer post(String subject, String path, String body, IntPredicate isTemporary) {
        Duration wait = settings.firstWait();
        IOException failure = null;
        for (int attempt = 0; attempt <= settings.retries(); attempt++) {
            URI base = settings.urls().get(next);
            try {
                Answer answer = send(base, path, body);
                if (!isTemporary.test(answer.status())) {
                    return answer;
                }
                failure = new IOException("%s answered %d %s".formatted(base, answer.status(), answer.words()));
            } catch (IOException e) {
                failure = new IOException("%s: %s".formatted(base, e), e);
            }
            next = (next + 1) % settings.urls().size();
            if (attempt < settings.retries()) {
                LOG.warn("schema registry, for {}: {}; trying again in {} ms", subject, failure.getMessage(),
                        wait.toMillis());
                pause(wait);
                wait = Collections.min(List.of(wait.multipliedBy(2), settings.longestWait()));
            }
        }
        throw new RegistryUnavailable("no schema registry answered for %s: %s".formatted(subject,
                failure == null ? "" : failure.getMessage()), failure);
    }

    private Answer send(URI base, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(settings.readTimeout())
                .header("Content-Type", TYPE).header("Accept", TYPE + ", application/json")
                .POST(BodyPublishers.ofString(body));
        settings.authorization().ifPresent(secret -> request.header("Authorization", secret));
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(base, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean isTemporary(int status) {
        return status >= 500 || status == 429 || status == 408;
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryUnavailable interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailable("interrupted while waiting for the schema registry", e);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
