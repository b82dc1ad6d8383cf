package dev.plangate.checks;

import dev.plangate.checks.Reachability.Contact;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Which instances answer, as far as their checks have told. Thread-safe. */
final class Contacts {
    private final Map<String, Reachability> instances = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** @param nanos a monotonic clock */
    Contacts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether a check need not even queue for it. */
    boolean rests(String instance) {
        return !instances.getOrDefault(instance, Reachability.ANSWERS).mayBeAsked(nanos.getAsLong());
    }

    /** Whether this check may ask it; one that may has to tell what came of it. */
    boolean ask(String instance) {
        var may = new AtomicBoolean();
        instances.compute(instance, (_, known) -> {
            Reachability now = known == null ? Reachability.ANSWERS : known;
            may.set(now.mayBeAsked(nanos.getAsLong()));
            return may.get() ? now.asked() : now;
        });
        return may.get();
    }

    void tell(String instance, Contact contact) {
        instances.compute(instance, (_, known) -> (known == null ? Reachability.ANSWERS : known).told(contact,
                nanos.getAsLong()));
    }
}
