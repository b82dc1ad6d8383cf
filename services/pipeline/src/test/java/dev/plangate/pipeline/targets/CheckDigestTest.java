package dev.plangate.pipeline.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.plangate.v1.Plan.ChangeDatabase;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.ReviewPolicy;
import dev.plangate.v1.ReviewPolicy.RuleSetting;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The fields are those of the descriptors, so that one that is added later and left out of the digest fails here. */
class CheckDigestTest {
    /** What a gate asks for, and nothing that a check sees. */
    private static final Set<String> NOT_CHECKED = Set.of("require_issue_approval", "require_plan_check_no_error",
            "forbid_self_approval");
    /** They are in the digest as the databases that they derive; a release is not checked. */
    private static final Set<String> DERIVED = Set.of("targets", "release");
    private static final int FEW = 3;

    @Property
    void policiesHaveTheSameDigestExactlyWhenTheySayTheSame(@ForAll long seed) {
        var random = new Random(seed);
        var one = (ReviewPolicy) any(ReviewPolicy.getDefaultInstance(), random);
        var fields = one.getDescriptorForType().getFields();
        var field = fields.get(random.nextInt(fields.size()));
        var other = (ReviewPolicy) with(one.toBuilder(), field, random).build();

        assertThat(digest(one).equals(digest(other))).as("%s and %s", one, other)
                .isEqualTo(sorted(one).equals(sorted(other)));
    }

    @Property(tries = 200)
    void settingsHaveTheSameDigestExactlyWhenChecksSeeTheSame(@ForAll long seed) {
        var random = new Random(seed);
        var one = (ProjectSettings) any(ProjectSettings.getDefaultInstance(), random);
        var fields = one.getDescriptorForType().getFields().stream()
                .filter(field -> field.getJavaType() != FieldDescriptor.JavaType.MESSAGE).toList();
        var field = fields.get(random.nextInt(fields.size()));
        var other = (ProjectSettings) with(one.toBuilder(), field, random).build();

        assertThat(new CheckDigest(one).hex().equals(new CheckDigest(other).hex())).as("%s and %s", one, other)
                .isEqualTo(NOT_CHECKED.contains(field.getName()) || one.equals(other));
    }

    @Property
    void changesHaveTheSameDigestExactlyWhenTheySayTheSame(@ForAll long seed) {
        var random = new Random(seed);
        var one = (ChangeDatabase) any(ChangeDatabase.getDefaultInstance(), random);
        var fields = one.getDescriptorForType().getFields().stream()
                .filter(field -> !DERIVED.contains(field.getName())).toList();
        var other = (ChangeDatabase) with(one.toBuilder(), fields.get(random.nextInt(fields.size())), random).build();

        assertThat(digest(one).equals(digest(other))).as("%s and %s", one, other).isEqualTo(one.equals(other));
    }

    /** What was not there when plans were first hashed is left out while it is not set: an upgrade makes no new runs. */
    @Test
    void aPolicyWithoutNewerFieldsHasTheDigestThatItAlwaysHad() {
        var policy = ReviewPolicy.newBuilder().setLargeTableRows(5)
                .addRules(RuleSetting.newBuilder().setRule("ban-drop-table").setLevel(ReviewPolicy.Level.OFF)).build();

        assertThat(digest(policy)).isEqualTo("297f9e2b08267845e1d3eb3bec2acb0fc960383b3c98354f5f865dbf6dd9a47e");
    }

    private static String digest(ReviewPolicy policy) {
        return new CheckDigest(ProjectSettings.newBuilder().setReviewPolicy(policy).build()).hex();
    }

    private static String digest(ChangeDatabase change) {
        var digest = new CheckDigest(ProjectSettings.getDefaultInstance());
        digest.change(change, List.of());
        return digest.hex();
    }

    /** The order of settings and of exemptions says nothing. */
    private static ReviewPolicy sorted(ReviewPolicy policy) {
        var sorted = policy.toBuilder().clearRules().addAllRules(policy.getRulesList().stream()
                .sorted(Comparator.comparing(RuleSetting::getRule)).toList());
        if (policy.hasExemptions()) {
            var names = policy.getExemptions().getRulesList().stream().sorted().toList();
            sorted.getExemptionsBuilder().clearRules().addAllRules(names);
        }
        return sorted.build();
    }

    private static Message any(Message type, Random random) {
        var built = type.newBuilderForType();
        type.getDescriptorForType().getFields().forEach(field -> with(built, field, random));
        return built.build();
    }

    /** Another value of few, or none. */
    private static Message.Builder with(Message.Builder built, FieldDescriptor field, Random random) {
        built.clearField(field);
        if (field.isRepeated()) {
            // names differ, as the contract asks
            IntStream.range(0, FEW).filter(_ -> random.nextBoolean())
                    .forEach(index -> built.addRepeatedField(field, value(built, field, index, random)));
        } else if (random.nextInt(FEW) > 0) {
            built.setField(field, value(built, field, random.nextInt(FEW), random));
        }
        return built;
    }

    private static Object value(Message.Builder built, FieldDescriptor field, int index, Random random) {
        return switch (field.getJavaType()) {
            case INT -> index;
            case LONG -> (long) index;
            case BOOLEAN -> index > 0;
            case STRING -> "name-" + index;
            case ENUM -> enumValue(field, random);
            case MESSAGE -> message(built.newBuilderForField(field), index, random);
            case FLOAT, DOUBLE, BYTE_STRING ->
                throw new AssertionError("nothing is made for " + field.getFullName() + " yet");
        };
    }

    private static EnumValueDescriptor enumValue(FieldDescriptor field, Random random) {
        var values = field.getEnumType().getValues();
        return values.get(random.nextInt(values.size()));
    }

    /** An element's texts come from its place, so that no two elements of a list have the same. */
    private static Message message(Message.Builder built, int index, Random random) {
        built.getDescriptorForType().getFields().forEach(field -> {
            if (field.getJavaType() == FieldDescriptor.JavaType.STRING && !field.isRepeated()) {
                built.setField(field, "name-" + index);
            } else {
                with(built, field, random);
            }
        });
        return built.build();
    }
}
