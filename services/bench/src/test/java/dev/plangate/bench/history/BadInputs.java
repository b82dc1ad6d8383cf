package dev.plangate.bench.history;

import static dev.plangate.bench.history.BadHistory.bad;
import static dev.plangate.bench.history.Draft.place;
import static dev.plangate.bench.history.Draft.value;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Topic;
import dev.plangate.bench.history.rule.Promise;
import java.util.List;

/** Lost inputs, and what became of poison. */
final class BadInputs {
    private static final String APPROVED = "projects/strict/plans/approved";
    private static final String EDITED = "projects/strict/plans/edited";
    private static final String RETRIED = "projects/strict/plans/retried";
    private static final String OVERRIDDEN = "projects/strict/plans/overridden";

    private BadInputs() {}

    static List<BadHistory> all() {
        return List.of(
                bad("an acknowledged record is in no topic", Promise.NOTHING_ACKNOWLEDGED_VANISHES, d -> {
                    ObjectNode line = d.send("plan", Topic.PLANS, "projects/strict/plans/gone",
                            Story.plan("projects/strict/plans/gone", 1, "ACTIVE", "a"));
                    d.remove(line);
                }),
                bad("a revision gets no run and no dead letter", Promise.EACH_REVISION_GETS_A_RUN,
                        d -> d.send("plan", Topic.PLANS, "projects/strict/plans/lost",
                                Story.plan("projects/strict/plans/lost", 1, "ACTIVE", "a"))),
                bad("the newest revision of a known plan gets no run", Promise.EACH_REVISION_GETS_A_RUN,
                        d -> d.send("plan", Topic.PLANS, EDITED, Story.plan(EDITED, 3, "ACTIVE", "a"))),
                bad("a record whose sender heard nothing is in the topic, and its revision gets no run",
                        Promise.EACH_REVISION_GETS_A_RUN,
                        d -> d.add(Topic.PLANS, EDITED, Story.plan(EDITED, 3, "ACTIVE", "a"))),
                bad("two writers disagree on a revision, and nobody is told",
                        Promise.EACH_DISPUTED_REVISION_IS_REFUSED, d -> d.remove(letter(d, "revision: other content"))),
                bad("a lower revision with other content, and nobody is told",
                        Promise.EACH_DISPUTED_REVISION_IS_REFUSED, d -> d.remove(letter(d, "revision: lower"))),
                bad("a check request is named by no run", Promise.EACH_REQUEST_IS_ANSWERED,
                        d -> request(d, Story.requestId(40))),
                bad("a request that was to be coalesced is forgotten", Promise.EACH_REQUEST_IS_ANSWERED,
                        d -> d.remove(d.find(Topic.CHECK_RUNS, RETRIED, "request_id", Story.requestId(2)))),
                bad("a rollout request is answered by no status", Promise.EACH_ROLLOUT_REQUEST_IS_ANSWERED,
                        d -> d.send("rollout-request", Topic.ROLLOUT_REQUESTS, OVERRIDDEN, Json.object("request_id",
                                Story.requestId(41), "plan", OVERRIDDEN, "revision", 1L, "requester", "rita"))),
                bad("a poison record has no dead letter", Promise.POISON_BECOMES_A_LETTER,
                        d -> d.remove(letter(d, "value: no magic byte"))),
                bad("a poison record that nobody acknowledged is in the topic without a dead letter",
                        Promise.POISON_BECOMES_A_LETTER,
                        d -> d.remove(letter(d, "partition: not the one of its key"))),
                bad("a record that nobody can decode has no dead letter", Promise.POISON_BECOMES_A_LETTER,
                        d -> d.add(Topic.SHEETS, "x", null).put("undecodable", "no magic byte")),
                bad("a dead letter gives no reason", Promise.POISON_BECOMES_A_LETTER,
                        d -> ((ObjectNode) letter(d, "value: no magic byte").get("headers")).put("dead-letter-error",
                                "")),
                bad("a valid sheet becomes a dead letter", Promise.NO_LETTER_WITHOUT_CAUSE,
                        d -> refuse(d, Topic.SHEETS, d.lines(Topic.SHEETS).getFirst())),
                bad("a redelivery of the same content becomes a dead letter", Promise.NO_LETTER_WITHOUT_CAUSE,
                        d -> refuse(d, Topic.PLANS, d.findAll(Topic.PLANS, EDITED, "revision", "2").get(1))),
                bad("a check request for a revision that was known becomes a dead letter",
                        Promise.NO_LETTER_WITHOUT_CAUSE, d -> refuse(d, Topic.CHECK_REQUESTS,
                                d.findAll(Topic.CHECK_REQUESTS, RETRIED, "request_id", Story.requestId(2)).getFirst())),
                bad("a dead letter is about a record that is not there", Promise.NO_LETTER_WITHOUT_CAUSE,
                        d -> d.letter("k", new Place(Topic.PLANS.topicName(), 0, 999_999), "intake", "why not")),
                bad("a record of Plangate could not be published", Promise.NO_LETTER_WITHOUT_CAUSE,
                        d -> d.add(Topic.DEAD_LETTERS, APPROVED, null).set("headers", Json.object("dead-letter-topic",
                                "plangate.check-runs", "dead-letter-error", "outbox row 7 could not be published"))));
    }

    private static ObjectNode letter(Draft draft, String error) {
        return draft.lines(Topic.DEAD_LETTERS).stream()
                .filter(line -> line.path("headers").path("dead-letter-error").asText().equals(error)).findFirst()
                .orElseThrow();
    }

    private static void request(Draft draft, String id) {
        draft.send("request", Topic.CHECK_REQUESTS, APPROVED,
                Json.object("request_id", id, "plan", APPROVED, "revision", 1L, "action", "RUN"));
    }

    private static void refuse(Draft draft, Topic topic, ObjectNode line) {
        value(line);
        draft.letter(line.get("key").asText(), place(topic, line), "intake", "for no reason");
    }
}
