package dev.plangate.pipeline.api;

import com.google.protobuf.Message;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.AsyncServerInterceptor;
import dev.plangate.pipeline.api.domain.Caller;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Stands before every method of the service: no method can be called without it. */
final class AccessInterceptor implements AsyncServerInterceptor {
    /** Who calls, where a call is answered. */
    static final Context.Key<Caller> CALLER = Context.key("caller");
    /** What the server knows of the call. */
    static final Context.Key<ServiceRequestContext> REQUEST = Context.key("request");
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
            Metadata.ASCII_STRING_MARSHALLER);

    private final Gatekeeper gatekeeper;
    private final Executor threads;

    /** @param threads may wait */
    AccessInterceptor(Gatekeeper gatekeeper, Executor threads) {
        this.gatekeeper = gatekeeper;
        this.threads = threads;
    }

    @Override
    public <I, O> CompletableFuture<ServerCall.Listener<I>> asyncInterceptCall(ServerCall<I, O> call, Metadata headers,
            ServerCallHandler<I, O> next) {
        ServiceRequestContext request = ServiceRequestContext.current();
        String address = request.clientAddress().getHostAddress();
        String authorization = headers.get(AUTHORIZATION);
        return CompletableFuture.supplyAsync(() -> {
            try {
                Caller caller = gatekeeper.admit(authorization, address);
                return new Permitted<>(call, caller, Contexts.interceptCall(
                        Context.current().withValues(CALLER, caller, REQUEST, request), call, headers, next));
            } catch (RuntimeException e) {
                close(call, e);
                return new ServerCall.Listener<I>() {};
            }
        }, threads);
    }

    private static void close(ServerCall<?, ?> call, Throwable failure) {
        StatusRuntimeException told = StatusProto.toStatusRuntimeException(Errors.of(failure).status());
        call.close(told.getStatus(), told.getTrailers() == null ? new Metadata() : told.getTrailers());
    }

    /** Hands a request on when its caller may ask it. */
    private final class Permitted<I, O> extends SimpleForwardingServerCallListener<I> {
        private final ServerCall<I, O> call;
        private final Caller caller;
        private boolean refused;

        Permitted(ServerCall<I, O> call, Caller caller, ServerCall.Listener<I> next) {
            super(next);
            this.call = call;
            this.caller = caller;
        }

        @Override
        public void onMessage(I message) {
            try {
                gatekeeper.permit(caller, (Message) message);
            } catch (RuntimeException e) {
                refused = true;
                close(call, e);
                return;
            }
            super.onMessage(message);
        }

        @Override
        public void onHalfClose() {
            if (!refused) {
                super.onHalfClose();
            }
        }
    }
}
