package dev.plangate.pipeline.webhooks.domain;

import com.google.protobuf.Message;
import dev.plangate.contract.PlanName;
import dev.plangate.v1.Webhook;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that people are told.
 *
 * @param id      made of what it tells, and of nothing else: the same whenever it is read
 * @param event   what kind it is
 * @param plan    projects/{project}/plans/{plan}
 * @param time    when it happened
 * @param summary one sentence
 * @param content what the topic said
 */
public record Notice(UUID id, Webhook.Event event, String plan, Instant time, String summary, Message content) {
    /** projects/{project} */
    public String project() {
        return PlanName.parse(plan).projectName();
    }
}
