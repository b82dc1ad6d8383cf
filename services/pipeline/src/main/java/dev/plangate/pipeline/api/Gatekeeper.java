package dev.plangate.pipeline.api;

import com.google.protobuf.Message;
import dev.plangate.pipeline.api.auth.Authenticator;
import dev.plangate.pipeline.api.auth.Identified;
import dev.plangate.pipeline.api.domain.Access;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Need;
import dev.plangate.pipeline.api.domain.RateLimits;
import java.time.Duration;
import java.util.Optional;

/** Who may call at all, and what they may ask. The same for gRPC and HTTP. */
final class Gatekeeper {
    private final Authenticator authenticator;
    private final RateLimits calls;
    /** Tokens that were refused, by address: guessing is slow. */
    private final RateLimits refusals;

    Gatekeeper(Authenticator authenticator, RateLimits calls, RateLimits refusals) {
        this.authenticator = authenticator;
        this.calls = calls;
        this.refusals = refusals;
    }

    /**
     * Lets one call in. May wait for an issuer's keys.
     *
     * @param authorization the header; null = there is none
     * @param address where the call comes from
     * @throws Refused UNAUTHENTICATED or RESOURCE_EXHAUSTED
     */
    Caller admit(String authorization, String address) {
        refuse(refusals.wait(address));
        return switch (authenticator.identify(authorization)) {
            case Identified.Known(Caller caller) -> {
                refuse(calls.take(caller.name()));
                yield caller;
            }
            case Identified.Refused refused -> {
                refusals.take(address);
                throw Errors.unidentified(refused);
            }
            case Identified.Unknown(String text) -> throw Errors.unavailable("KEYS_UNAVAILABLE", text);
        };
    }

    /**
     * Looks whether somebody may ask this.
     *
     * @throws Refused PERMISSION_DENIED
     */
    void permit(Caller caller, Message request) {
        Need need = Access.of(request).orElseThrow(
                () -> new IllegalStateException(request.getDescriptorForType().getFullName() + " takes no role"));
        if (!caller.may(need)) {
            throw Errors.forbidden(caller.name(), need);
        }
    }

    private static void refuse(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw Errors.tooMany(wait.get());
        }
    }
}
