package dev.plangate.contract;

/** No registry answered, however often it was asked. */
public final class RegistryUnavailable extends RuntimeException {

    RegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
