package dev.plangate.bench.torture.load;

import dev.plangate.contract.Topics;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.Plan;
import dev.plangate.v1.RolloutRequest;
import java.util.ArrayList;
import java.util.List;

/** What upstream services write about one plan, from its first revision on. */
final class PlanStory {
    private static final List<String> SLOW = List.of("slow-0", "slow-1", "slow-2");
    private static final List<String> FAST = List.of("fast-0", "fast-1", "fast-2");

    private final String project;
    private final String name;
    private final Dice dice;
    private final List<Outgoing> records = new ArrayList<>();
    private long at;
    private long revision;
    private long approval;
    private Plan newest = Plan.getDefaultInstance();

    private PlanStory(String project, String id, Dice dice) {
        this.project = project;
        this.name = project + "/plans/" + id;
        this.dice = dice;
    }

    /** In the order of their times. */
    static List<Outgoing> of(String project, String id, Dice dice) {
        var story = new PlanStory(project, id, dice);
        story.tell();
        return story.records;
    }

    private void tell() {
        boolean early = dice.percent(40);
        if (early) {
            approve(0, dice.percent(20) ? Approval.Status.APPROVED : Approval.Status.PENDING);
        }
        write(Plan.State.ACTIVE);
        if (!early) {
            approve(0, Approval.Status.PENDING);
        }
        if (dice.percent(55)) {
            pass(0, 2_500);
            approve(revision, Approval.Status.APPROVED);
        }
        for (int events = dice.percent(50) ? dice.between(1, 4) : 0; events > 0; events--) {
            pass(0, 2_500);
            event();
        }
    }

    private void event() {
        switch (dice.between(0, 11)) {
            case 0, 1 -> write(Plan.State.ACTIVE);
            case 2 -> write(Plan.State.CLOSED);
            case 3 -> records.add(Outgoing.tombstone(at, "plan", Topics.PLANS, name));
            case 4, 5 -> request(CheckRequest.Action.RUN);
            case 6 -> request(CheckRequest.Action.CANCEL);
            case 7 -> approve(revision, Approval.Status.APPROVED);
            case 8 -> approve(revision, dice.of(List.of(Approval.Status.REVOKED, Approval.Status.REJECTED)));
            case 9 -> rolloutByHand(false);
            case 10 -> rolloutByHand(dice.percent(50));
            default -> refused();
        }
    }

    /** Every fifth record is late or at once. */
    private void pass(int least, int most) {
        at += dice.percent(30) ? 0 : dice.between(least, most);
    }

    private void write(Plan.State state) {
        var plan = Plan.newBuilder().setName(name).setRevision(++revision).setState(state).setTitle("torture")
                .setCreator("users/upstream");
        int specs = dice.percent(80) ? 1 : 2;
        for (int spec = 0; spec < specs; spec++) {
            plan.addSpecs(spec(spec));
        }
        newest = plan.build();
        records.add(Outgoing.of(at, "plan", Topics.PLANS, name, newest));
    }

    private Plan.Spec spec(int number) {
        var spec = Plan.Spec.newBuilder().setId("spec-" + number);
        if (dice.percent(4)) {
            return spec.setCreateDatabase(Plan.CreateDatabase.newBuilder().setTarget("instances/fast-0")
                    .setDatabase("new")).build();
        }
        var change = Plan.ChangeDatabase.newBuilder().setSheetSha256(sheet(number));
        if (dice.percent(20)) {
            change.addTargets(ProjectStory.group(project, dice.between(0, 1)));
        } else {
            for (int targets = dice.between(1, 8); targets > 0; targets--) {
                change.addTargets("instances/%s/databases/d%d".formatted(instance(), dice.between(0, 300)));
            }
        }
        return spec.setChangeDatabase(change).build();
    }

    private String instance() {
        int roll = dice.between(0, 99);
        if (roll < 1) {
            return "dead-0";
        }
        if (roll < 4) {
            return "bad-0";
        }
        return dice.of(roll < 20 ? SLOW : FAST);
    }

    /** Most come before their plan, some later, some never. */
    private String sheet(int spec) {
        String sql = "update t set v = %d where plan = '%s' and spec = %d".formatted(revision, name, spec);
        if (!dice.percent(3)) {
            records.add(Sheets.published(dice.percent(90) ? at : at + dice.between(200, 3_000), sql));
        }
        return Sheets.name(sql);
    }

    private void approve(long planRevision, Approval.Status status) {
        int roll = dice.between(0, 99);
        var state = roll < 92
                ? Approval.IssueState.OPEN
                : roll < 96 ? Approval.IssueState.DRAFT : Approval.IssueState.CANCELED;
        records.add(Outgoing.of(at, "approval", Topics.APPROVALS, name,
                Approval.newBuilder().setPlan(name).setVersion(++approval)
                        .setIssue(name.replace("/plans/", "/issues/")).setIssueState(state).setStatus(status)
                        .setPlanRevision(status == Approval.Status.APPROVED ? Math.max(1, planRevision) : planRevision)
                        .build()));
    }

    private void request(CheckRequest.Action action) {
        var request = Outgoing.of(at, "request", Topics.CHECK_REQUESTS, name,
                CheckRequest.newBuilder().setRequestId(dice.uuid().toString()).setPlan(name)
                        .setRevision(dice.percent(85) ? revision : 1).setAction(action).setRequester("users/harness")
                        .build());
        records.add(request);
        if (dice.percent(15)) {
            records.add(request);
        }
    }

    private void rolloutByHand(boolean override) {
        var request = RolloutRequest.newBuilder().setRequestId(dice.uuid().toString()).setPlan(name)
                .setRevision(revision).setRequester("users/harness");
        if (override) {
            request.setOverride(RolloutRequest.Override.newBuilder().setReason("it has to be now"));
        }
        var sent = Outgoing.of(at, "rollout-request", Topics.ROLLOUT_REQUESTS, name, request.build());
        records.add(sent);
        if (dice.percent(15)) {
            records.add(sent);
        }
    }

    /** Two upstream services disagree, or one of them is behind. */
    private void refused() {
        if (revision > 1 && dice.percent(50)) {
            records.add(Outgoing.poison(at, Topics.PLANS, name,
                    newest.toBuilder().setRevision(revision - 1).setTitle("from before").build(), 0,
                    "revision below the one that is known"));
        } else {
            records.add(Outgoing.poison(at, Topics.PLANS, name, newest.toBuilder().setTitle("somebody else's").build(),
                    0, "the same revision with other content"));
        }
    }
}
