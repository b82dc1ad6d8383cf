package dev.plangate.standalone.registry;

/** A refusal, with Confluent's numbers: the HTTP status is the first three digits of the code. */
final class RegistryError extends Exception {
    private static final long serialVersionUID = 1;

    private final int code;

    private RegistryError(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }

    int status() {
        return code >= 1000 ? code / 100 : code;
    }

    static RegistryError noSubject(String subject) {
        return new RegistryError(40401, "Subject '%s' not found.".formatted(subject));
    }

    static RegistryError noVersion(String version) {
        return new RegistryError(40402, "Version %s not found.".formatted(version));
    }

    static RegistryError noSchema(String what) {
        return new RegistryError(40403, "Schema %s not found".formatted(what));
    }

    static RegistryError invalidSchema(String why) {
        return new RegistryError(42201, "Invalid schema: " + why);
    }

    static RegistryError invalidVersion(String version) {
        return new RegistryError(42202,
                "The specified version '%s' is not a valid version id. Allowed values are from 1 to 2147483647 and \"latest\""
                        .formatted(version));
    }

    static RegistryError invalidCompatibility(String level) {
        return new RegistryError(42203,
                "Invalid compatibility level '%s': this registry is for development and compares nothing, so NONE alone is true"
                        .formatted(level));
    }

    static RegistryError notFound() {
        return new RegistryError(404, "HTTP 404 Not Found");
    }

    static RegistryError notAllowed() {
        return new RegistryError(405, "HTTP 405 Method Not Allowed");
    }

    static RegistryError tooLarge(int limit) {
        return new RegistryError(413, "The request is larger than %d bytes".formatted(limit));
    }
}
