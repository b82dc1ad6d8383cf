package dev.plangate.contract;

/** The registry answered, and will not have a schema. The message names subject, registry and the registry's words. */
public final class SchemaRefused extends RuntimeException {

    SchemaRefused(String message) {
        super(message);
    }
}
