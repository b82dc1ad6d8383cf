package dev.plangate.pipeline.api;

import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import dev.plangate.contract.RegistryUnavailable;
import dev.plangate.db.DatabaseException;
import dev.plangate.pipeline.api.auth.Identified;
import dev.plangate.pipeline.api.domain.InvalidField;
import dev.plangate.pipeline.api.domain.Need;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statuses of the API, each with the details that AIP-193 asks for. */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final String DOMAIN = "plangate.dev";
    private static final Duration SOON = Duration.ofSeconds(1);

    private Errors() {}

    /** What whoever called is told about a failure; one that was not expected is logged, and not told. */
    static Refused of(Throwable failure) {
        return switch (failure) {
            case Refused refused -> refused;
            case InvalidField invalid -> invalid(invalid.field(), invalid.getMessage());
            case DatabaseException e -> switch (e.kind()) {
                case UNAVAILABLE, TOO_LONG, CONFLICT ->
                    unavailable("DATABASE_UNAVAILABLE", "Postgres does not answer: try again");
                case REFUSED, OTHER -> internal(e);
            };
            case KafkaException _ -> unavailable("KAFKA_UNAVAILABLE",
                    "Kafka did not acknowledge the request, which may count all the same: repeat it with the same request_id");
            case RegistryUnavailable _ ->
                unavailable("REGISTRY_UNAVAILABLE", "the schema registry does not answer: try again");
            case InterruptedException _ -> unavailable("STOPPING", "this process is being stopped: try again");
            default -> internal(failure);
        };
    }

    static Refused invalid(String field, String text) {
        return Refused.of(Code.INVALID_ARGUMENT, "%s: %s".formatted(field, text), info("INVALID_FIELD", Map.of()),
                BadRequest.newBuilder().addFieldViolations(
                        BadRequest.FieldViolation.newBuilder().setField(field).setDescription(text)).build());
    }

    static Refused notFound(String type, String name, String text) {
        return Refused.of(Code.NOT_FOUND, text, info("NOT_FOUND", Map.of("resource", name)), ResourceInfo.newBuilder()
                .setResourceType("plangate.dev/" + type).setResourceName(name).setDescription(text).build());
    }

    static Refused exists(String type, String name, String text) {
        return Refused.of(Code.ALREADY_EXISTS, text, info("ALREADY_EXISTS", Map.of("resource", name)),
                ResourceInfo.newBuilder().setResourceType("plangate.dev/" + type).setResourceName(name)
                        .setDescription(text).build());
    }

    static Refused unidentified(Identified.Refused refused) {
        return Refused.of(Code.UNAUTHENTICATED, refused.text(), info(refused.reason(), Map.of()));
    }

    static Refused forbidden(String caller, Need need) {
        return Refused.of(Code.PERMISSION_DENIED, "%s is not %s".formatted(caller, need.text()),
                info("ROLE_MISSING", Map.of("caller", caller, "role", need.role().label(), "project",
                        need.project().orElse("projects/-"))));
    }

    static Refused tooMany(Duration wait) {
        return Refused.of(Code.RESOURCE_EXHAUSTED, "too many calls: the next one in %d ms".formatted(wait.toMillis()),
                info("RATE_LIMITED", Map.of()), retry(wait));
    }

    static Refused tooManyWatches(int most) {
        return Refused.of(Code.RESOURCE_EXHAUSTED, "a caller may watch %d plans at once".formatted(most),
                info("TOO_MANY_WATCHES", Map.of("limit", Integer.toString(most))));
    }

    static Refused slowReader(String text) {
        return Refused.of(Code.RESOURCE_EXHAUSTED, text, info("SLOW_READER", Map.of()), retry(SOON));
    }

    /** @param violations what does not hold, each with a type of its own */
    static Refused precondition(String reason, String text, List<PreconditionFailure.Violation> violations) {
        return Refused.of(Code.FAILED_PRECONDITION, text, info(reason, Map.of()),
                PreconditionFailure.newBuilder().addAllViolations(violations).build());
    }

    static Refused precondition(String reason, String subject, String text) {
        return precondition(reason, text, List.of(PreconditionFailure.Violation.newBuilder().setType(reason)
                .setSubject(subject).setDescription(text).build()));
    }

    static Refused aborted(String reason, String text) {
        return Refused.of(Code.ABORTED, text, info(reason, Map.of()));
    }

    static Refused late(String requestId, String text) {
        return Refused.of(Code.DEADLINE_EXCEEDED, text, info("NOT_ANSWERED_YET", Map.of("requestId", requestId)),
                retry(SOON));
    }

    static Refused unavailable(String reason, String text) {
        return Refused.of(Code.UNAVAILABLE, text, info(reason, Map.of()), retry(SOON));
    }

    private static Refused internal(Throwable failure) {
        LOG.error("a call failed", failure);
        return Refused.of(Code.INTERNAL, "this was not expected: the log of the API says more",
                info("INTERNAL", Map.of()));
    }

    private static ErrorInfo info(String reason, Map<String, String> metadata) {
        return ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(reason).putAllMetadata(metadata).build();
    }

    private static RetryInfo retry(Duration wait) {
        return RetryInfo.newBuilder().setRetryDelay(Durations.fromMillis(wait.toMillis())).build();
    }
}
