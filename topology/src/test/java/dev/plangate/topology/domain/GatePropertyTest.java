package dev.plangate.topology.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.PlanState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;

/**
 * Every order, repetition, and loss with redelivery of a plan's events leads to the same conditions, to at most one command
 * per plan-state version and run, and to none that the rule forbids at that moment.
 */
class GatePropertyTest {
    private static final World.Log[] LOGS = World.Log.values();
    private static final Approval.Status[] DECISIONS = {Approval.Status.APPROVED, Approval.Status.APPROVED,
            Approval.Status.PENDING, Approval.Status.REVOKED, Approval.Status.SENT_BACK};
    private static final CheckRun.Status[] ENDS = {CheckRun.Status.DONE, CheckRun.Status.DONE, CheckRun.Status.DONE,
            CheckRun.Status.FAILED, CheckRun.Status.CANCELED};

    private static final String[] WHO = {"", "users/ann", "users/ben", "users/cleo", "USERS/ANN users/cleo"};

    /** One move of the world or of the delivery. */
    record Move(int kind, int arg) {}

    @Property(tries = 3_000)
    void orderRepetitionAndLossDoNotMatter(@ForAll("moves") List<Move> moves, @ForAll Random random) {
        var delivery = after(moves);
        delivery.settle(random);
        delivery.assertConditions();
        assertThat(delivery.commands).allMatch(command -> delivery.rule.isAnswered(command.getId()));
        var commands = Statistics.label("commands");
        commands.collect(Math.min(2, delivery.commands.size()));
        commands.coverage(coverage -> {
            coverage.check(0).percentage(share -> share > 5);
            coverage.check(1).percentage(share -> share > 5);
            coverage.check(2).percentage(share -> share > 0.5);
        });
    }

    /**
     * No allowed rollout never comes, and none comes twice: whatever had happened before, what makes it allowed happens and
     * arrives in any order.
     */
    @Property(tries = 2_000)
    void whateverHappenedAPlanThatIsPutRightRollsOutOnce(@ForAll("moves") List<Move> moves, @ForAll Random random) {
        var delivery = after(moves);
        var world = delivery.world;
        world.recover();
        var steps = new ArrayList<Runnable>(List.of(() -> world.issue(Approval.IssueState.OPEN),
                () -> world.decide(Approval.Status.APPROVED, 0, true, "users/cleo"),
                () -> world.finish(CheckRun.Status.DONE, 0, 5, 1)));
        Collections.shuffle(steps, random);
        for (var step : steps) {
            step.run();
            deliver(delivery, LOGS[random.nextInt(LOGS.length)], random.nextInt(3));
        }
        delivery.settle(random);
        delivery.assertConditions();
        assertThat(delivery.rule.isCreated()).isTrue();

        int commands = delivery.commands.size();
        for (var log : LOGS) {
            delivery.rewind(log, Integer.MAX_VALUE);
        }
        delivery.settle(random);
        assertThat(delivery.commands).as("all of it again is nothing new").hasSize(commands);
    }

    private static Delivery after(List<Move> moves) {
        var delivery = new Delivery(new World());
        moves.forEach(move -> make(move, delivery));
        return delivery;
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(upTo(79), upTo(59)).as(Move::new).list().ofMinSize(10).ofMaxSize(120);
    }

    /** Evenly: small numbers would be preferred otherwise, and so the first moves. */
    private static Arbitrary<Integer> upTo(int greatest) {
        return Arbitraries.integers().between(0, greatest).withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
    }

    /** What disturbs a plan is rarer than what moves it on: else hardly one would get as far as a command. */
    private static void make(Move move, Delivery delivery) {
        var world = delivery.world;
        int arg = move.arg();
        var log = LOGS[arg % LOGS.length];
        switch (move.kind()) {
            case 0 -> world.edit(arg % 5 == 0 ? "" : arg % 2 == 0 ? "users/ann" : "users/ben");
            case 1 -> world.settings(arg % 4 != 0, arg % 3 != 0, arg % 2 == 0, arg % 5 < 3);
            case 2 -> world.newRun();
            case 3 -> world.liveness(PlanState.Liveness.forNumber(arg % 4));
            case 4 -> world.archived(arg % 3 == 0);
            case 5 -> world.forgetSettings();
            case 6 -> world.strayRun(arg % 5 - 2);
            case 7 -> world.late(arg % 2 == 0 ? CheckRun.Status.AVAILABLE : CheckRun.Status.RUNNING);
            case 8 -> world.issue(Approval.IssueState.forNumber(arg % 5));
            case 9 -> world.removeApproval();
            case 10 -> world.refuseApproval(arg % 2 == 0);
            case 11 -> world.request(arg, arg % 4 == 0 ? 1 : 0, arg % 3 == 0);
            case 12, 13, 14, 15, 16, 17 ->
                world.finish(ENDS[arg % ENDS.length], arg % 4 == 0 ? arg : 0, arg % 2 * 500L,
                        arg % 7 % 3);
            case 18, 19, 20, 21, 22, 23 -> world.decide(DECISIONS[arg % DECISIONS.length], arg % 6 == 5 ? 1 : 0,
                    arg % 3 == 0, WHO[arg % WHO.length]);
            case 24, 25 -> world.issue(Approval.IssueState.OPEN);
            case 26 -> world.recover();
            case 27 -> world.digest(arg % 2 == 0 ? "" : "changed-" + arg);
            case 28, 29, 30, 31 -> delivery.lose(log);
            case 32, 33, 34, 35 -> delivery.rewind(log, 1 + arg / LOGS.length);
            case 36, 37, 38, 39 -> delivery.answer(arg % 3 == 0);
            default -> deliver(delivery, log, 1 + arg / 20);
        }
    }

    private static void deliver(Delivery delivery, World.Log log, int records) {
        for (int count = 0; count < records; count++) {
            delivery.deliver(log);
        }
    }
}
