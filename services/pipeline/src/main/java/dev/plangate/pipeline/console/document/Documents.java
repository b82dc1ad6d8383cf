package dev.plangate.pipeline.console.document;

import java.util.List;
import java.util.stream.Stream;

/** What reading files gave: documents in the order of the files, and everything that is wrong. */
public record Documents(List<Document> documents, List<Mistake> mistakes) {
    /** Nothing. */
    public static final Documents NONE = new Documents(List.of(), List.of());

    public Documents {
        documents = List.copyOf(documents);
        mistakes = List.copyOf(mistakes);
    }

    /** These and then those. */
    public Documents and(Documents more) {
        return new Documents(Stream.concat(documents.stream(), more.documents.stream()).toList(),
                Stream.concat(mistakes.stream(), more.mistakes.stream()).toList());
    }
}
