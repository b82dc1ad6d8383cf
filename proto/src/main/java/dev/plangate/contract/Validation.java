package dev.plangate.contract;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.stream.Stream;

/** Checks messages against the rules in their schema (protovalidate). Thread-safe; rules are compiled once. */
public final class Validation {

    /** More than anyone reads; a plan with 100,000 wrong targets must not make a dead letter of megabytes. */
    private static final int MOST_TEXTS = 20;
    private static final int LONGEST_CAUSE = 100;

    private static final Validator VALIDATOR = compiled();

    private Validation() {}

    /**
     * What is wrong with a message; empty = nothing. Each text names the field, what it holds, and what was wanted, and
     * repeats at most 200 characters of the message; after 20 texts comes one that counts the rest. Beyond the rules of the
     * schema, each Timestamp must be one that protobuf allows, since nothing can print or store another.
     */
    public static List<String> violations(Message message) {
        List<String> timestamps = TimestampText.violations(message);
        List<String> texts = timestamps.isEmpty() ? rules(message) : timestamps;
        return texts.size() <= MOST_TEXTS
                ? texts
                : Stream.concat(texts.stream().limit(MOST_TEXTS),
                        Stream.of("and %d more".formatted(texts.size() - MOST_TEXTS))).toList();
    }

    /** A rule that fails rather than answers is a violation too: it must stop the record, and not the partition. */
    private static List<String> rules(Message message) {
        try {
            return VALIDATOR.validate(message).getViolations().stream()
                    .map(violation -> ViolationText.of(message, violation)).toList();
        } catch (ValidationException | RuntimeException e) {
            String cause = String.valueOf(e.getMessage());
            return List.of("message: got something that its rules cannot judge (%s)"
                    .formatted(cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE))));
        }
    }

    private static Validator compiled() {
        try {
            return ValidatorFactory.newBuilder().withConfig(Config.newBuilder().setEnableNativeRules(true).build())
                    .buildWithDescriptors(
                            Topics.ALL.stream().map(topic -> topic.prototype().getDescriptorForType()).toList(), false);
        } catch (CompilationException e) {
            throw new IllegalStateException("a rule in the schema does not compile", e);
        }
    }
}
