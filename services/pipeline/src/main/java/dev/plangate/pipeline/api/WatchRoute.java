package dev.plangate.pipeline.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.InvalidField;
import dev.plangate.v1.PlanEvent;
import dev.plangate.v1.WatchPlanRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * WatchPlan for clients of HTTP: a line of JSON for each event, and {@code {"error": ...}} as the last line when it fails after it
 * began. The server transcodes single answers only.
 */
final class WatchRoute implements HttpService {
    static final String PATH = "regex:^/v1/(?<name>projects/[^/]+/plans/[^/:]+):watch$";
    private static final MediaType LINES = MediaType.create("application", "x-ndjson");
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private final Gatekeeper gatekeeper;
    private final Watching watching;
    private final Executor threads;

    WatchRoute(Gatekeeper gatekeeper, Watching watching, Executor threads) {
        this.gatekeeper = gatekeeper;
        this.watching = watching;
        this.threads = threads;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        ctx.clearRequestTimeout();
        threads.execute(() -> follow(ctx, req, response));
        return HttpResponse.of(response);
    }

    private void follow(ServiceRequestContext ctx, HttpRequest req, CompletableFuture<HttpResponse> response) {
        Lines lines = new Lines(ctx, response);
        try {
            Caller caller = gatekeeper.admit(req.headers().get(HttpHeaderNames.AUTHORIZATION),
                    ctx.clientAddress().getHostAddress());
            WatchPlanRequest request = WatchPlanRequest.newBuilder().setName(ctx.pathParam("name"))
                    .setRevision(revision(ctx.queryParam("revision"))).build();
            gatekeeper.permit(caller, request);
            watching.follow(request, caller, lines);
            lines.end();
        } catch (InterruptedException | RuntimeException e) {
            lines.fail(Errors.of(e));
        }
    }

    private static long revision(String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidField("revision", "should be a number");
        }
    }

    /** The response; begins with the first event, so that what fails before has a status of its own. */
    private static final class Lines implements EventSink {
        private final ServiceRequestContext ctx;
        private final CompletableFuture<HttpResponse> response;
        private HttpResponseWriter writer;
        private CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);

        Lines(ServiceRequestContext ctx, CompletableFuture<HttpResponse> response) {
            this.ctx = ctx;
            this.response = response;
        }

        @Override
        public boolean isReady(Duration longest) throws InterruptedException {
            try {
                taken.get(longest.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                // The client is gone.
                return false;
            }
        }

        @Override
        public boolean isCancelled() {
            return ctx.isCancelled() || (writer != null && !writer.isOpen()) || taken.isCompletedExceptionally();
        }

        @Override
        public void send(PlanEvent event) {
            begin();
            try {
                write(PRINTER.print(event));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("an event has no JSON form", e);
            }
        }

        void end() {
            begin();
            writer.close();
        }

        void fail(Refused refused) {
            if (writer == null) {
                response.complete(JsonErrors.response(refused.status()));
                return;
            }
            ObjectNode error = JsonErrors.json(refused.status());
            write(error.toString());
            writer.close();
        }

        private void begin() {
            if (writer == null) {
                writer = HttpResponse.streaming();
                writer.write(ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, LINES));
                response.complete(writer);
            }
        }

        private void write(String line) {
            if (writer.tryWrite(HttpData.ofUtf8(line + "\n"))) {
                taken = writer.whenConsumed();
            }
        }
    }
}
