package dev.plangate.checks.file;

/** Why a file was not traced though that was asked for: a sentence, without secrets. Nothing is known of the file then. */
public final class NotTraced extends Exception {
    private static final long serialVersionUID = 1L;

    NotTraced(String file, String reason) {
        super(file + " was not traced: " + reason + ".");
    }
}
