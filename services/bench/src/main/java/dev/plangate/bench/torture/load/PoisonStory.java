package dev.plangate.bench.torture.load;

import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.Plan;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.Sheet;
import java.util.Arrays;
import java.util.List;

/** Records that nobody can use, of every kind; they concern no plan of the others. */
final class PoisonStory {
    private PoisonStory() {}

    /** One record. */
    static List<Outgoing> of(String project, String id, Dice dice, SchemaRegistry registry) {
        String name = project + "/plans/" + id;
        long at = dice.between(0, 500);
        return List.of(switch (dice.between(0, 11)) {
            case 0 -> Outgoing.poison(at, Topics.PLANS, name, dice.bytes(40), "not in the wire format");
            case 1 -> Outgoing.poison(at, Topics.PLANS, name, damaged(plan(name).build(), registry),
                    "the payload is cut off");
            case 2 -> Outgoing.poison(at, Topics.PLANS, name, plan(name).setStateValue(99).build(), 0,
                    "state: unknown enum value");
            case 3 -> Outgoing.poison(at, Topics.PLANS, project + "/plans/bad name!",
                    plan(project + "/plans/bad name!").build(), 0, "key: not a plan's name");
            case 4 -> Outgoing.poison(at, Topics.PLANS, name, plan(name + "-other").build(), 0,
                    "key: the record is about another plan");
            case 5 -> Outgoing.poison(at, Topics.PLANS, name, plan(name).setRevision(0).build(), 0,
                    "revision: below 1");
            case 6 -> Outgoing.poison(at, Topics.PLANS, name, plan(name).build(), 1, "the wrong partition");
            case 7 -> Outgoing.poison(at, Topics.SHEETS, Sheets.name(name + " expected"),
                    Sheet.newBuilder().setText(name).build(), 0, "text: its hash is not the key");
            case 8 -> Outgoing.poison(at, Topics.SHEETS, Sheets.name(name + "\u0000"),
                    Sheet.newBuilder().setText(name + "\u0000").build(), 0, "text: holds NUL");
            case 9 -> Outgoing.poison(at, Topics.CHECK_REQUESTS, name,
                    CheckRequest.newBuilder().setRequestId("not-a-uuid").setPlan(name).setRevision(1)
                            .setAction(CheckRequest.Action.RUN).build(),
                    0, "request_id: not a UUID");
            case 10 -> Outgoing.poison(at, Topics.CHECK_REQUESTS, name,
                    CheckRequest.newBuilder().setRequestId(dice.uuid().toString()).setPlan(name).setRevision(1)
                            .setAction(CheckRequest.Action.RUN).build(),
                    0, "plan: not known");
            default -> Outgoing.poison(at, Topics.ROLLOUT_REQUESTS, name,
                    RolloutRequest.newBuilder().setRequestId("not-a-uuid").setPlan(name).setRevision(1)
                            .setRequester("users/harness").build(),
                    0, "request_id: not a UUID");
        });
    }

    private static Plan.Builder plan(String name) {
        return Plan.newBuilder().setName(name).setRevision(1).setState(Plan.State.ACTIVE).setTitle("poison");
    }

    private static byte[] damaged(Plan plan, SchemaRegistry registry) {
        byte[] whole = ProtobufSerde.of(Topics.PLANS, registry).serialize(Topics.PLANS.name(), plan);
        return Arrays.copyOf(whole, whole.length - 3);
    }
}
