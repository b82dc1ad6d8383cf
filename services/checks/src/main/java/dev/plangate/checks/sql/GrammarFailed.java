package dev.plangate.checks.sql;

/** The grammar stopped without an answer: out of memory or stack, or a defect in it. Says nothing about whether the text is valid. */
final class GrammarFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GrammarFailed(String message) {
        super(message);
    }

    GrammarFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
