package dev.plangate.contract;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.stream.Stream;

/** Checks messages against the rules in their schema (protovalidate). Thread-safe; rules are compiled once. */
public final class Validation {

    /** More than anyone reads; a plan with 100,000 wrong targets must not make a dead letter of megabytes. */
    private static final int MOST_TEXTS = 20;

    private static final Validator VALIDATOR = compiled();

    private Validation() {}

    /**
     * What is wrong with a message; empty = nothing. Each text names the field, what it holds, and what was wanted, and
     * repeats at most 200 characters of the message; after 20 texts comes one that counts the rest.
     */
    public static List<String> violations(Message message) {
        List<Violation> all = validate(message);
        Stream<String> texts = all.stream().limit(MOST_TEXTS).map(violation -> ViolationText.of(message, violation));
        return all.size() <= MOST_TEXTS
                ? texts.toList()
                : Stream.concat(texts, Stream.of("and %d more".formatted(all.size() - MOST_TEXTS))).toList();
    }

    private static List<Violation> validate(Message message) {
        try {
            return VALIDATOR.validate(message).getViolations();
        } catch (ValidationException e) {
            // A rule fails rather than answers: a mistake in this jar, not in the message.
            throw new IllegalStateException(
                    "a rule of %s is broken".formatted(message.getDescriptorForType().getFullName()),
                    e);
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
