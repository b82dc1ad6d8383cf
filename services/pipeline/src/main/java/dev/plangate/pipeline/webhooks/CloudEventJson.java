package dev.plangate.pipeline.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.plangate.pipeline.webhooks.domain.Notice;
import dev.plangate.v1.Webhook;
import java.time.temporal.ChronoUnit;

/** A notice as a CloudEvent 1.0 in structured JSON. The same notice gives the same text: it is signed, and sent again as it is. */
final class CloudEventJson {
    static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private final String source;

    /** @param deployment names the source: /plangate/deployments/{deployment} */
    CloudEventJson(String deployment) {
        this.source = "/plangate/deployments/" + deployment;
    }

    String of(Notice notice) {
        try {
            ObjectNode event = JSON.createObjectNode().put("specversion", "1.0").put("id", notice.id().toString())
                    .put("source", source).put("type", type(notice.event())).put("subject", notice.plan())
                    .put("time", notice.time().truncatedTo(ChronoUnit.MILLIS).toString())
                    .put("datacontenttype", "application/json");
            event.putObject("data").put("summary", notice.summary()).set(field(notice.event()),
                    JSON.readTree(PRINTER.print(notice.content())));
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException | InvalidProtocolBufferException e) {
            throw new IllegalStateException("a generated message prints", e);
        }
    }

    /** As the schema says at each event; a receiver chooses by it. */
    static String type(Webhook.Event event) {
        return "dev.plangate." + switch (event) {
            case CHECKS_FINISHED -> "checks.finished";
            case APPROVAL_NEEDED -> "approval.needed";
            case ROLLOUT_CREATED -> "rollout.created";
            case ROLLOUT_BLOCKED -> "rollout.blocked";
            case EVENT_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("no such event: " + event);
        } + ".v1";
    }

    private static String field(Webhook.Event event) {
        return switch (event) {
            case CHECKS_FINISHED -> "checkRun";
            case APPROVAL_NEEDED -> "approvalRequirement";
            case ROLLOUT_CREATED -> "rolloutState";
            case ROLLOUT_BLOCKED -> "gateStatus";
            case EVENT_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("no such event: " + event);
        };
    }
}
