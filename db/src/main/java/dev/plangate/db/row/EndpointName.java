package dev.plangate.db.row;

/**
 * Names a webhook.
 *
 * @param project projects/{project}
 * @param webhook its name within the project
 */
public record EndpointName(String project, String webhook) {

    public EndpointName {
        Require.text("project", project);
        Require.text("webhook", webhook);
    }

    /** projects/{project}/webhooks/{webhook} */
    @Override
    public String toString() {
        return project + "/webhooks/" + webhook;
    }
}
