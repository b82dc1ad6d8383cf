package dev.plangate.pipeline.webhooks;

import dev.plangate.contract.PlanName;
import dev.plangate.db.Deliveries;
import dev.plangate.db.Outbox;
import dev.plangate.db.Tx;
import dev.plangate.db.Webhooks;
import dev.plangate.db.row.DeliveryRow;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.RecordPlace;
import dev.plangate.db.row.WebhookRow;
import dev.plangate.pipeline.consume.BatchHandler;
import dev.plangate.pipeline.consume.DeadLetter;
import dev.plangate.pipeline.webhooks.domain.Notice;
import dev.plangate.v1.Webhook;
import dev.plangate.v1.Webhook.Event;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One batch of outcomes, in one transaction: a delivery for each event and each webhook that asks for it. */
final class WebhookHandler implements BatchHandler {
    private final NewsReader reader;
    private final CloudEventJson json;
    private final Duration newest;
    private final Duration settle;
    private final Webhooks webhooks = new Webhooks();
    private final Deliveries deliveries;
    private final Outbox outbox;
    private final Runnable wake;
    private final Runnable relay;
    private final Counter raised;
    private final Counter refusals;

    /**
     * @param newest   what is older is not told: nobody would be told today what happened before there was a webhook
     * @param settle   how long a plan must stand blocked before it is told
     * @param wake     called after each commit: there may be deliveries
     * @param relay    called as well: there may be rows to relay
     * @param raised   counts deliveries
     * @param refusals counts dead letters
     */
    WebhookHandler(NewsReader reader, CloudEventJson json, Duration newest, Duration settle, Deliveries deliveries,
            Outbox outbox, Runnable wake, Runnable relay, Counter raised, Counter refusals) {
        this.reader = reader;
        this.json = json;
        this.newest = newest;
        this.settle = settle;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.wake = wake;
        this.relay = relay;
        this.raised = raised;
        this.refusals = refusals;
    }

    @Override
    public void apply(Tx tx, List<ConsumerRecord<byte[], byte[]>> batch) {
        var refused = new ArrayList<OutboxRow>();
        // In the order of the batch; of a plan's standings the last one alone: what came before it is not so any more.
        var notices = new LinkedHashMap<Notice, ConsumerRecord<byte[], byte[]>>();
        var standings = new HashMap<String, Optional<Notice>>();
        for (ConsumerRecord<byte[], byte[]> received : batch) {
            switch (reader.read(received)) {
                case News.Told(var origin, Notice notice) -> notices.putIfAbsent(notice, origin);
                case News.Standing(var origin, String plan, Optional<Notice> notice) -> {
                    standings.getOrDefault(plan, Optional.empty()).ifPresent(notices::remove);
                    standings.put(plan, notice);
                    notice.ifPresent(blocked -> notices.put(blocked, origin));
                }
                case News.Unreadable(var origin, String reason) ->
                    refused.add(DeadLetter.row(origin, "webhooks", reason));
                case News.Nothing _ -> {
                }
            }
        }
        Instant oldest = tx.now().minus(newest);
        notices.values().removeIf(origin -> origin.timestamp() < oldest.toEpochMilli());
        store(tx, notices, standings);
        outbox.append(tx, refused);
        refusals.increment(refused.size());
    }

    @Override
    public void committed() {
        wake.run();
        relay.run();
    }

    private void store(Tx tx, Map<Notice, ConsumerRecord<byte[], byte[]>> notices,
            Map<String, Optional<Notice>> standings) {
        var projects = new TreeSet<String>();
        notices.keySet().forEach(notice -> projects.add(notice.project()));
        standings.keySet().forEach(plan -> projects.add(project(plan)));
        Map<String, List<Webhook>> asked = webhooks.find(tx, projects).stream().collect(Collectors.groupingBy(
                WebhookRow::project, Collectors.mapping(WebhookRow::content, Collectors.toList())));
        if (asked.isEmpty()) {
            return;
        }
        Map<String, Optional<UUID>> standing = new HashMap<>();
        standings.forEach((plan, notice) -> {
            if (asked.containsKey(project(plan))) {
                standing.put(plan, notice.map(Notice::id));
            }
        });
        deliveries.takeBack(tx, Event.ROLLOUT_BLOCKED, settle, standing);
        var rows = new ArrayList<DeliveryRow>();
        notices.forEach((notice, origin) -> {
            List<Webhook> told = asked.getOrDefault(notice.project(), List.of()).stream()
                    .filter(webhook -> webhook.getEventsList().contains(notice.event())).toList();
            if (!told.isEmpty()) {
                String body = json.of(notice);
                told.forEach(webhook -> rows.add(row(notice, webhook, body, origin)));
            }
        });
        raised.increment(deliveries.add(tx, rows));
    }

    private static String project(String plan) {
        return PlanName.parse(plan).projectName();
    }

    private DeliveryRow row(Notice notice, Webhook webhook, String body, ConsumerRecord<byte[], byte[]> origin) {
        return new DeliveryRow(notice.id(), notice.project(), webhook.getName(), notice.plan(), notice.event(), body,
                notice.event() == Event.ROLLOUT_BLOCKED ? settle : Duration.ZERO,
                new RecordPlace(origin.topic(), origin.partition(), origin.offset()));
    }
}
