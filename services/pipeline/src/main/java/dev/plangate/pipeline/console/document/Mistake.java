package dev.plangate.pipeline.console.document;

/**
 * Something wrong in a file.
 *
 * @param path the field, as {@code specs[0].changeDatabase.targets[1]}; empty when the document as a whole is meant
 * @param text what is wrong and what would be right
 */
public record Mistake(String file, Position at, String path, String text) {

    /** {@code plan.yaml:12:5: specs[0].changeDatabase.target: unknown field; did you mean targets?} */
    @Override
    public String toString() {
        return "%s:%d:%d: %s%s".formatted(file, at.line(), at.column(), path.isEmpty() ? "" : path + ": ", text);
    }
}
