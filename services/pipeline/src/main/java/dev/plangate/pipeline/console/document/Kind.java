package dev.plangate.pipeline.console.document;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a document can be; {@code kind:} names it. */
@SuppressWarnings("ImmutableEnumChecker") // Topic is a record of constants; Error Prone cannot see it.
public enum Kind {
    /** A project and its settings. */
    PROJECT("Project", Topics.PROJECTS, "name", "version"),
    /** The databases of a group. */
    DATABASE_GROUP("DatabaseGroup", Topics.DATABASE_GROUPS, "name", "version"),
    /** SQL text of its own; its key is its hash. */
    SHEET("Sheet", Topics.SHEETS, "", ""),
    /** A change. */
    PLAN("Plan", Topics.PLANS, "name", "revision"),
    /** A plan's issue and its approval. */
    APPROVAL("Approval", Topics.APPROVALS, "plan", "version"),
    /** Check again, or give up. */
    CHECK_REQUEST("CheckRequest", Topics.CHECK_REQUESTS, "plan", ""),
    /** Roll out by hand. */
    ROLLOUT_REQUEST("RolloutRequest", Topics.ROLLOUT_REQUESTS, "plan", "");

    private final String label;
    private final Topic<?> topic;
    private final String keyField;
    private final String numberField;

    Kind(String label, Topic<?> topic, String keyField, String numberField) {
        this.label = label;
        this.topic = topic;
        this.keyField = keyField;
        this.numberField = numberField;
    }

    /** As it is written in documents. */
    public String label() {
        return label;
    }

    /** Where it is published. */
    public Topic<?> topic() {
        return topic;
    }

    /** The field with the record's key; none for sheets. */
    public Optional<FieldDescriptor> key() {
        return field(keyField);
    }

    /** The field that grows with each change, where there is one. */
    public Optional<FieldDescriptor> number() {
        return field(numberField);
    }

    /** The field that names a plan's revision, in what is about a plan. */
    public Optional<FieldDescriptor> planRevision() {
        return switch (this) {
            case APPROVAL -> field("plan_revision");
            case CHECK_REQUEST, ROLLOUT_REQUEST -> field("revision");
            case PROJECT, DATABASE_GROUP, SHEET, PLAN -> Optional.empty();
        };
    }

    /** Labels of all kinds. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Kind::label).toList();
    }

    static Optional<Kind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    Message.Builder builder() {
        return topic.prototype().newBuilderForType();
    }

    private Optional<FieldDescriptor> field(String name) {
        return Optional.ofNullable(topic.prototype().getDescriptorForType().findFieldByName(name));
    }
}
