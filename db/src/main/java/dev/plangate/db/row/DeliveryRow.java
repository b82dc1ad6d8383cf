package dev.plangate.db.row;

import dev.plangate.v1.Webhook;
import java.time.Duration;
import java.util.UUID;

/**
 * An event on its way to a webhook. Table webhook_delivery.
 *
 * @param eventId the same whenever the event is read
 * @param project projects/{project}
 * @param webhook its name within the project
 * @param plan projects/{project}/plans/{plan}
 * @param event what kind it is
 * @param body the CloudEvent in JSON
 * @param settle how long it waits before it may be claimed for the first time, in which it can be taken back
 * @param source where the record that raised it was
 */
public record DeliveryRow(UUID eventId, String project, String webhook, String plan, Webhook.Event event, String body,
        Duration settle, RecordPlace source) {

    public DeliveryRow {
        Require.notNull("eventId", eventId);
        Require.text("project", project);
        Require.text("webhook", webhook);
        Require.text("plan", plan);
        Require.text("body", body);
        Require.notNull("source", source);
    }
}
