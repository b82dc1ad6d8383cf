package dev.plangate.db.row;

import dev.plangate.v1.Webhook;

/**
 * A webhook of a project. Table webhook.
 *
 * @param project projects/{project}
 * @param content as the project's newest version has it
 */
public record WebhookRow(String project, Webhook content) {

    public WebhookRow {
        Require.text("project", project);
        Require.notNull("content", content);
    }
}
