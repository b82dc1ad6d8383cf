package dev.plangate.pipeline.console;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.plangate.pipeline.console.document.Document;
import dev.plangate.pipeline.console.document.Kind;
import dev.plangate.pipeline.console.document.Mistake;
import dev.plangate.v1.Approval;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills in the numbers that authors leave out: the next revision or version, and the plan's newest revision in what is
 * about a plan. Documents count in their order: a second edit of a plan in one file gets one more. Pure.
 *
 * @param documents ready to be published
 * @param mistakes nothing may be published while there are any
 * @param remarks what is published and yet changes nothing
 */
record Numbering(List<Document> documents, List<Mistake> mistakes, List<Mistake> remarks) {

    static Numbering of(List<Document> documents, Known known) {
        Numbering numbering = new Numbering(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        documents.forEach(document -> numbering.add(document, known));
        return numbering;
    }

    private void add(Document document, Known known) {
        Message.Builder message = document.message().toBuilder();
        document.kind().planRevision().ifPresent(field -> planRevision(document, message, field, known));
        document.kind().number().ifPresent(field -> number(document, message, field, known));
        documents.add(document.with(message.build()));
    }

    private void number(Document document, Message.Builder message, FieldDescriptor field, Known known) {
        long newest = known.newest(document.kind(), document.key());
        long number = (Long) message.getField(field);
        if (number == 0) {
            number = newest + 1;
            message.setField(field, number);
        } else if (number <= newest) {
            remarks.add(remark(document, field, "%d is not above %d, the newest one: this can change nothing".formatted(
                    number, newest)));
        }
        known.see(document.kind(), document.key(), number);
    }

    private void planRevision(Document document, Message.Builder message, FieldDescriptor field, Known known) {
        long newest = known.newest(Kind.PLAN, document.key());
        if (!message.getField(field).equals(0L)) {
            return;
        }
        boolean needed = !(message instanceof Approval.Builder approval)
                || approval.getStatus() == Approval.Status.APPROVED;
        if (newest == 0 && needed) {
            mistakes.add(remark(document, field,
                    "plan %s is not known, so its newest revision is not either; submit the plan first, or name the revision"
                            .formatted(document.key())));
        }
        message.setField(field, newest);
    }

    private static Mistake remark(Document document, FieldDescriptor field, String text) {
        return new Mistake(document.file(), document.at(), field.getJsonName(), text);
    }
}
