package dev.plangate.contract;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import java.util.List;

/** Checks messages against the rules in their schema (protovalidate). Thread-safe; rules are compiled once per type. */
public final class Validation {

    private static final Validator VALIDATOR = ValidatorFactory.newBuilder().build();

    private Validation() {}

    /**
     * What is wrong with a message; empty = nothing. Each text names the field, what it holds, and what was wanted, and
     * repeats at most 200 characters of the message.
     */
    public static List<String> violations(Message message) {
        try {
            return VALIDATOR.validate(message).getViolations().stream().map(ViolationText::of).toList();
        } catch (ValidationException e) {
            // A rule in the schema does not compile, or fails: a mistake in this jar, not in the message.
            throw new IllegalStateException(
                    "the rules of " + message.getDescriptorForType().getFullName() + " are broken",
                    e);
        }
    }
}
