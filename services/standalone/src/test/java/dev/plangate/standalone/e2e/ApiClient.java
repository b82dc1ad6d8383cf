package dev.plangate.standalone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import dev.plangate.v1.PlanCheckServiceGrpc;
import dev.plangate.v1.PlanCheckServiceGrpc.PlanCheckServiceBlockingStub;
import dev.plangate.v1.PlanCheckServiceGrpc.PlanCheckServiceStub;
import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** What programs call the API with: gRPC's own client, and the JDK's for HTTP. */
final class ApiClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final ManagedChannel channel;
    private final HttpClient http = HttpClient.newHttpClient();

    /** An answer over HTTP. */
    record Answer(int status, JsonNode json) {
        String error() {
            return json.path("error").path("status").asText();
        }

        String reason() {
            return json.path("error").path("details").path(0).path("reason").asText();
        }
    }

    ApiClient(String url) {
        this.url = url;
        URI uri = URI.create(url);
        this.channel = OkHttpChannelBuilder.forAddress(uri.getHost(), uri.getPort()).usePlaintext().build();
    }

    ManagedChannel channel() {
        return channel;
    }

    PlanCheckServiceBlockingStub grpc(String token) {
        return with(PlanCheckServiceGrpc.newBlockingStub(channel), token);
    }

    PlanCheckServiceStub streams(String token) {
        return with(PlanCheckServiceGrpc.newStub(channel), token);
    }

    Answer get(String token, String path) {
        return answer(request(token, path).GET().build());
    }

    Answer post(String token, String path, String body) {
        return answer(request(token, path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)).build());
    }

    /** Lines as they come. */
    Stream<String> lines(String token, String path) {
        try {
            HttpResponse<Stream<String>> response = http.send(request(token, path).GET().build(),
                    BodyHandlers.ofLines());
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private HttpRequest.Builder request(String token, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer answer(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.uri().toString(), e);
        }
    }

    /** The detail of that kind. */
    static <M extends Message> M detail(StatusRuntimeException failure, Class<M> type) {
        try {
            for (Any detail : StatusProto.fromThrowable(failure).getDetailsList()) {
                if (detail.is(type)) {
                    return detail.unpack(type);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + failure);
    }

    static String reason(StatusRuntimeException failure) {
        return detail(failure, ErrorInfo.class).getReason();
    }

    private static <S extends AbstractStub<S>> S with(S stub, String token) {
        return token.isEmpty() ? stub : stub.withCallCredentials(new Bearer(token));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        http.close();
    }

    /** Authorization: Bearer. */
    private static final class Bearer extends CallCredentials {
        private final String token;

        Bearer(String token) {
            this.token = token;
        }

        @Override
        public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
            applier.apply(headers);
        }
    }
}
