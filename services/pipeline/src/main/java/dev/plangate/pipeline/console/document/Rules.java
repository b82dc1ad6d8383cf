package dev.plangate.pipeline.console.document;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.plangate.contract.Validation;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.v1.Project;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The contract's rules over a document, told at the place of the field that breaks them. */
final class Rules {
    private static final Pattern VIOLATION = Pattern.compile("(?s)([a-zA-Z0-9_.\\[\\]-]+): (.*)");
    private static final Pattern INDEX = Pattern.compile("\\[[^]]*]");

    private Rules() {}

    /** Notes what the contract would refuse. Numbers that are filled in later count as right. */
    static void check(Kind kind, Message message, MessageReader reader) {
        Message.Builder complete = message.toBuilder();
        Stream.of(kind.number(), kind.planRevision()).flatMap(Optional::stream)
                .filter(field -> complete.getField(field).equals(0L)).forEach(field -> complete.setField(field, 1L));
        check(complete.build(), reader);
        for (var sheet : reader.sheets()) {
            Validation.violations(sheet).forEach(violation -> reader.mistake("", "sql: " + violation));
        }
    }

    /** Notes what the contract would refuse of a message as it stands. */
    static void check(Message message, MessageReader reader) {
        violations(message).forEach(violation -> {
            Matcher parts = VIOLATION.matcher(violation);
            if (!parts.matches() || parts.group(1).equals("message")) {
                reader.mistake("", violation);
                return;
            }
            String path = written(parts.group(1));
            reader.mistake(path, text(message.getDescriptorForType(), parts.group(1), reader.isSet(path),
                    parts.group(2)));
        });
    }

    private static List<String> violations(Message message) {
        List<String> found = Validation.violations(message);
        return found.isEmpty() && message instanceof Project project
                ? RuleBook.violations(project.getSettings().getApprovalRulesList()).stream().map("settings."::concat)
                        .toList()
                : found;
    }

    /** In the author's words: what is missing is needed, and a choice is listed. */
    private static String text(Descriptor type, String path, boolean set, String violation) {
        String[] names = INDEX.matcher(path).replaceAll("").split("\\.", -1);
        Descriptor at = type;
        for (int i = 0; i < names.length - 1; i++) {
            FieldDescriptor field = at.findFieldByName(names[i]);
            if (field == null || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                return violation;
            }
            at = field.getMessageType();
        }
        String last = names[names.length - 1];
        Optional<List<String>> choice = MessageReader.alternatives(at, last);
        if (choice.isPresent()) {
            return "one of %s is needed".formatted(String.join(", ", choice.get()));
        }
        FieldDescriptor field = at.findFieldByName(last);
        if (set || field == null) {
            return violation;
        }
        return field.getJavaType() == FieldDescriptor.JavaType.ENUM
                ? "is needed, one of " + String.join(", ", Scalars.names(field.getEnumType()))
                : "is needed";
    }

    /** {@code specs[0].change_database} as people write it: {@code specs[0].changeDatabase}. */
    private static String written(String path) {
        return Stream.of(path.split("\\.", -1)).map(Rules::camel).collect(Collectors.joining("."));
    }

    private static String camel(String name) {
        int bracket = name.indexOf('[');
        String word = bracket < 0 ? name : name.substring(0, bracket);
        String index = bracket < 0 ? "" : name.substring(bracket);
        return Pattern.compile("_([a-z0-9])").matcher(word).replaceAll(match -> match.group(1).toUpperCase(
                java.util.Locale.ROOT)) + index;
    }
}
