package dev.plangate.pipeline.console;

/** Colours, or none. Nothing is said by colour alone. */
public record Paint(boolean on) {
    /** Good. */
    public String green(String text) {
        return code("32", text);
    }

    /** Worth a look. */
    public String yellow(String text) {
        return code("33", text);
    }

    /** Bad. */
    public String red(String text) {
        return code("31", text);
    }

    /** Of less interest. */
    public String faint(String text) {
        return code("2", text);
    }

    /** A heading. */
    public String bold(String text) {
        return code("1", text);
    }

    private String code(String code, String text) {
        return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
