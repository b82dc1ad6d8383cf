package dev.plangate.pipeline.rollouts;

import dev.plangate.contract.MalformedRecord;
import dev.plangate.contract.PlanName;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.db.Lock;
import dev.plangate.db.Locks;
import dev.plangate.db.Outbox;
import dev.plangate.db.Plans;
import dev.plangate.db.Projects;
import dev.plangate.db.Rollouts;
import dev.plangate.db.Runs;
import dev.plangate.db.Tx;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RolloutRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.pipeline.consume.BatchHandler;
import dev.plangate.pipeline.consume.DeadLetter;
import dev.plangate.pipeline.rollouts.domain.Answer;
import dev.plangate.pipeline.rollouts.domain.CommandJudge;
import dev.plangate.v1.CreateRollout;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One batch of commands in one transaction: locks in the order that everybody keeps, then each command in its turn. */
final class RolloutHandler implements BatchHandler {
    private final ProtobufSerde<CreateRollout> commands;
    private final Locks locks = new Locks();
    private final Projects projects = new Projects();
    private final Plans plans = new Plans();
    private final Rollouts rollouts = new Rollouts();
    private final Runs runs;
    private final Outbox outbox;
    private final Runnable wake;
    private final Counter created;
    private final Counter rejected;

    RolloutHandler(SchemaRegistry registry, Runs runs, Outbox outbox, Runnable wake, MeterRegistry meters) {
        this.commands = ProtobufSerde.of(Topics.ROLLOUT_COMMANDS, registry);
        this.runs = runs;
        this.outbox = outbox;
        this.wake = wake;
        this.created = meters.counter("plangate.rollouts.answered", "answer", "created");
        this.rejected = meters.counter("plangate.rollouts.answered", "answer", "rejected");
    }

    @Override
    public void apply(Tx tx, List<ConsumerRecord<byte[], byte[]>> batch) {
        var published = new ArrayList<OutboxRow>();
        var asked = new ArrayList<CreateRollout>();
        for (ConsumerRecord<byte[], byte[]> received : batch) {
            try {
                Optional.ofNullable(commands.deserialize(received.topic(), received.value())).ifPresent(asked::add);
            } catch (MalformedRecord e) {
                published.add(DeadLetter.row(received, "rollouts", e.getMessage()));
            }
        }
        answer(tx, asked, published);
        outbox.append(tx, published);
    }

    /** The gate waits for the answer to each command, and sends the plan no other before. */
    @Override
    public void buried(Tx tx, ConsumerRecord<byte[], byte[]> received, String reason) {
        CreateRollout command = commands.deserialize(received.topic(), received.value());
        String plan = PlanName.parse(command.getPlan()).toString();
        Optional<PlanRow> known = plans.lock(tx, List.of(plan)).stream().findFirst();
        if (CommandJudge.giveUp(command, known, reason, tx.now()) instanceof Answer.Reject(var state)) {
            outbox.append(tx, List.of(OutboxRow.of(Topics.ROLLOUTS, plan, state)));
            rejected.increment();
        }
    }

    @Override
    public void committed() {
        wake.run();
    }

    private void answer(Tx tx, List<CreateRollout> asked, List<OutboxRow> published) {
        var names = new TreeSet<String>();
        var projectNames = new TreeSet<String>();
        asked.forEach(command -> {
            names.add(command.getPlan());
            projectNames.add(project(command));
        });
        locks.acquire(tx, projectNames.stream().map(name -> Lock.project(name, false)).toList());
        Map<String, PlanRow> known = new HashMap<>(index(plans.lock(tx, names), PlanRow::name));
        Map<String, RunRow> current = index(runs.lock(tx, names), RunRow::plan);
        Map<String, ProjectRow> owners = index(projects.find(tx, projectNames), ProjectRow::name);
        Instant now = tx.now();
        var made = new ArrayList<RolloutRow>();
        var marked = new ArrayList<PlanRow>();
        for (CreateRollout command : asked) {
            switch (CommandJudge.judge(command, Optional.ofNullable(known.get(command.getPlan())),
                    Optional.ofNullable(owners.get(project(command))),
                    Optional.ofNullable(current.get(command.getPlan())), now)) {
                case Answer.Create(RolloutRow rollout, var state) -> {
                    PlanRow plan = known.get(command.getPlan()).rolledOut(rollout.name());
                    known.put(plan.name(), plan);
                    marked.add(plan);
                    made.add(rollout);
                    published.add(OutboxRow.of(Topics.ROLLOUTS, plan.name(), state));
                }
                case Answer.Reject(var state) -> {
                    published.add(OutboxRow.of(Topics.ROLLOUTS, command.getPlan(), state));
                    rejected.increment();
                }
                case Answer.Repeated() -> {
                }
            }
        }
        rollouts.save(tx, made);
        plans.save(tx, marked);
        created.increment(made.size());
    }

    private static String project(CreateRollout command) {
        return command.getPlan().substring(0, command.getPlan().indexOf("/plans/"));
    }

    private static <T> Map<String, T> index(Collection<T> rows, Function<T, String> name) {
        return rows.stream().collect(Collectors.toMap(name, Function.identity()));
    }
}
