package dev.plangate.pipeline.intake;

import static java.util.stream.Collectors.joining;

import com.google.protobuf.Message;
import dev.plangate.contract.GroupName;
import dev.plangate.contract.MalformedRecord;
import dev.plangate.contract.PlanName;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.contract.Validation;
import dev.plangate.contract.Sha256;
import dev.plangate.pipeline.review.RuleNames;
import dev.plangate.pipeline.targets.TargetDerivation;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.Sheet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From the bytes of an upstream record to what it says, or to why it cannot be used. */
final class IncomingReader {
    private final int partitions;
    private final ProtobufSerde<Plan> plans;
    private final ProtobufSerde<Project> projects;
    private final ProtobufSerde<DatabaseGroup> groups;
    private final ProtobufSerde<Sheet> sheets;
    private final ProtobufSerde<CheckRequest> requests;
    private final ProtobufSerde<Approval> approvals;

    /** @param partitions of each topic that is keyed by plan */
    IncomingReader(SchemaRegistry registry, int partitions) {
        this.partitions = partitions;
        this.plans = ProtobufSerde.of(Topics.PLANS, registry);
        this.projects = ProtobufSerde.of(Topics.PROJECTS, registry);
        this.groups = ProtobufSerde.of(Topics.DATABASE_GROUPS, registry);
        this.sheets = ProtobufSerde.of(Topics.SHEETS, registry);
        this.requests = ProtobufSerde.of(Topics.CHECK_REQUESTS, registry);
        this.approvals = ProtobufSerde.of(Topics.APPROVALS, registry);
    }

    static final List<Topic<?>> TOPICS = List.of(Topics.PLANS, Topics.PROJECTS, Topics.DATABASE_GROUPS, Topics.SHEETS,
            Topics.CHECK_REQUESTS, Topics.APPROVALS);

    Incoming read(ConsumerRecord<byte[], byte[]> received) {
        try {
            String key = key(received);
            if (received.topic().equals(Topics.PLANS.name())) {
                planKey(received, key);
                return new Incoming.PlanIn(received, key, content(plans, received, key, Plan::getName));
            } else if (received.topic().equals(Topics.APPROVALS.name())) {
                planKey(received, key);
                return new Incoming.ApprovalIn(received, key, content(approvals, received, key, Approval::getPlan));
            } else if (received.topic().equals(Topics.CHECK_REQUESTS.name())) {
                planKey(received, key);
                return content(requests, received, key, CheckRequest::getPlan)
                        .<Incoming>map(r -> new Incoming.RequestIn(received, r))
                        .orElseGet(() -> new Incoming.Nothing(received));
            } else if (received.topic().equals(Topics.PROJECTS.name())) {
                return new Incoming.ProjectIn(received, key, project(received, key));
            } else if (received.topic().equals(Topics.DATABASE_GROUPS.name())) {
                GroupName.parse(key);
                return new Incoming.GroupIn(received, key, content(groups, received, key, DatabaseGroup::getName));
            }
            return sheet(received, key);
        } catch (Unusable | MalformedRecord | IllegalArgumentException e) {
            return new Incoming.Poison(received, String.valueOf(e.getMessage()));
        }
    }

    /** The engine would pass nothing under a policy that it does not understand: told now, not by each check of each plan. */
    private Optional<Project> project(ConsumerRecord<byte[], byte[]> received, String key) {
        Optional<Project> project = content(projects, received, key, Project::getName);
        List<String> mistakes = project
                .map(p -> RuleNames.mistakes(p.getSettings().getReviewPolicy())).orElse(List.of());
        if (!mistakes.isEmpty()) {
            throw new Unusable("settings.review_policy: " + String.join("; ", mistakes));
        }
        return project;
    }

    private Incoming sheet(ConsumerRecord<byte[], byte[]> received, String key) {
        Optional<Sheet> sheet = content(sheets, received, key, _ -> key);
        if (sheet.isEmpty()) {
            return new Incoming.Nothing(received);
        }
        String actual = Sha256.hex(sheet.get().getText());
        if (!actual.equals(key)) {
            throw new Unusable("text: its SHA-256 is %s, but the key says %s; the key must be the hash of the text"
                    .formatted(actual, key.length() > 100 ? key.substring(0, 100) + "..." : key));
        }
        if (sheet.get().getText().indexOf('\u0000') >= 0) {
            throw new Unusable("text: holds a NUL character at index %d; SQL text must not"
                    .formatted(sheet.get().getText().indexOf('\u0000')));
        }
        return new Incoming.SheetIn(received, key, sheet.get());
    }

    private static String key(ConsumerRecord<byte[], byte[]> received) {
        if (received.key() == null) {
            throw new Unusable("key: missing; it must be the resource name in UTF-8");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(received.key())).toString();
        } catch (CharacterCodingException e) {
            throw new Unusable("key: not UTF-8; it must be the resource name in UTF-8");
        }
    }

    private void planKey(ConsumerRecord<byte[], byte[]> received, String key) {
        PlanName.parse(key);
        int wanted = PlanPartition.of(key, partitions);
        if (received.partition() != wanted) {
            throw new Unusable(
                    "partition: %s belongs into partition %d of %d (murmur2 of the key), not %d; set the producer's partitioner to murmur2 (librdkafka: partitioner=murmur2_random)"
                            .formatted(key, wanted, partitions, received.partition()));
        }
    }

    private static <V extends Message> Optional<V> content(ProtobufSerde<V> serde,
            ConsumerRecord<byte[], byte[]> received,
            String key, Function<V, String> name) {
        V content = serde.deserialize(received.topic(), received.value());
        if (content == null) {
            return Optional.empty();
        }
        List<String> violations = Validation.violations(content);
        if (!violations.isEmpty()) {
            // The contract says that a spec has no kind that is known here; this names the one that it has.
            String kind = content instanceof Plan plan
                    ? TargetDerivation.notUnderstood(plan).map("; "::concat).orElse("")
                    : "";
            throw new Unusable(String.join("; ", violations) + kind);
        }
        if (content instanceof Project project) {
            approvalRules(project);
        }
        if (!name.apply(content).equals(key)) {
            throw new Unusable("key: got %s, but the record is about %s; they must be the same".formatted(key,
                    name.apply(content)));
        }
        return Optional.of(content);
    }

    /** Rules that do not compile, or never decide anything, would ask nobody, or everybody, without anyone knowing. */
    private static void approvalRules(Project project) {
        List<String> faults = RuleBook.violations(project.getSettings().getApprovalRulesList());
        if (!faults.isEmpty()) {
            throw new Unusable(faults.stream().map("settings."::concat).collect(joining("; ")));
        }
    }

    /** Why a record cannot be used. */
    private static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String reason) {
            super(reason, null, false, false);
        }
    }
}
