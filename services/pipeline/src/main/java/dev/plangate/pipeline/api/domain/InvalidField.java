package dev.plangate.pipeline.api.domain;

/** A field of a request holds something that makes no sense; the text says what would. */
public final class InvalidField extends IllegalArgumentException {
    private final String field;

    /**
     * Names the field.
     *
     * @param field as in the request: "page_token"
     */
    public InvalidField(String field, String text) {
        super(text);
        this.field = field;
    }

    /** As in the request. */
    public String field() {
        return field;
    }
}
