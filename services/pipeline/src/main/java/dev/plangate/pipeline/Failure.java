package dev.plangate.pipeline;

import dev.plangate.checks.InvalidInstances;
import dev.plangate.contract.RegistryUnavailable;
import dev.plangate.contract.SchemaRefused;
import dev.plangate.contract.TopicMismatch;
import dev.plangate.db.DatabaseException;
import dev.plangate.pipeline.api.auth.InvalidTokensFile;
import dev.plangate.pipeline.config.SettingsException;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.gate.InvalidApprovalRules;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.topology.stream.TopicsUnfit;
import java.net.BindException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What a failed command tells its user: one or two sentences with what to do next; no stack trace.
 *
 * @param exitCode one of {@link ExitCode}
 */
record Failure(int exitCode, String text) {

    static Failure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Failure expected = expected(cause);
            if (expected != null) {
                return expected;
            }
        }
        return failed("%s. This was not expected; --verbose shows where it happened.".formatted(failure));
    }

    private static Failure expected(Throwable cause) {
        return switch (cause) {
            case Refusal e -> new Failure(e.exitCode(), e.getMessage());
            case SettingsException e -> new Failure(ExitCode.USAGE, e.getMessage());
            case InvalidInstances e -> new Failure(ExitCode.USAGE, e.getMessage());
            case InvalidTokensFile e -> new Failure(ExitCode.USAGE, e.getMessage());
            case InvalidApprovalRules e -> new Failure(ExitCode.USAGE, e.getMessage());
            case BindException e -> failed(e.getMessage());
            case TopicMismatch e -> failed(e.getMessage());
            case TopicsUnfit e -> failed(e.getMessage());
            case SchemaRefused e -> failed(e.getMessage());
            case RegistryUnavailable e -> failed(
                    e.getMessage() + ". Name another registry with --registry or PLANGATE_SCHEMA_REGISTRY_URL.");
            case DatabaseException e -> failed(switch (e.kind()) {
                case UNAVAILABLE, TOO_LONG ->
                    "Postgres does not answer: %s. Look at db.url, db.user and db.password (plangate config)."
                            .formatted(e.getMessage());
                case CONFLICT, REFUSED, OTHER -> "Postgres refused: %s".formatted(e.getMessage());
            });
            case TimeoutException e -> failed(
                    "Kafka does not answer: %s. Is it running? Name another with --bootstrap-server or PLANGATE_BOOTSTRAP_SERVERS."
                            .formatted(e.getMessage()));
            case AuthenticationException e -> failed(
                    "Kafka does not accept the credentials: %s. Look at security.protocol and sasl.* (--config, PLANGATE_KAFKA_*)."
                            .formatted(e.getMessage()));
            case AuthorizationException e -> failed("Kafka does not allow it: " + e.getMessage());
            case ConfigException e -> new Failure(ExitCode.USAGE, "The Kafka client's properties are wrong: "
                    + e.getMessage());
            case RecordTooLargeException e -> failed("A record is larger than the brokers allow: " + e.getMessage());
            case KafkaException e when e.getCause() == null -> failed("Kafka failed: " + e.getMessage());
            default -> null;
        };
    }

    private static Failure failed(String text) {
        return new Failure(ExitCode.FAILURE, text);
    }
}
