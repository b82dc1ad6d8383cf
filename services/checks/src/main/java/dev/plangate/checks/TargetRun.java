package dev.plangate.checks;

import dev.plangate.checks.Reachability.Contact;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a job that needs its target. It runs on a thread of its own, so that whoever asked gets an answer
 * at the deadline even if the network does not.
 */
final class TargetRun {
    private static final Logger LOG = LoggerFactory.getLogger(TargetRun.class);

    private final Outcomes outcomes;
    private final TargetWork work;
    private final Instance instance;
    private final String database;
    private final List<CheckType> types;
    private final Map<CheckType, List<CheckOutcome>> done = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private volatile Thread thread;
    private volatile boolean late;
    private Contact contact = Contact.UNTOLD;

    TargetRun(Outcomes outcomes, TargetWork work, Instance instance, String database, List<CheckType> types) {
        this.outcomes = outcomes;
        this.work = work;
        this.instance = instance;
        this.database = database;
        this.types = types;
    }

    Instance instance() {
        return instance;
    }

    /** How long it may take. */
    Duration time() {
        return outcomes.job().deadline();
    }

    /**
     * Runs, at most until the deadline. Once.
     *
     * @param after is told whether the instance answered, when the target is left alone, which can be a moment after this returns
     */
    Map<CheckType, List<CheckOutcome>> within(ThreadFactory threads, Deadline deadline, Consumer<Contact> after)
            throws InterruptedException {
        threads.newThread(() -> run(deadline, after)).start();
        try {
            left.get(Math.max(deadline.left().toNanos(), 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // answered before the statement is stopped, so that its end is not taken for the target's answer
            var answer = missing(type -> outcomes.timedOut(type,
                    "The " + database + " database of instance " + instance.name() + " was still being asked."));
            late = true;
            giveUp();
            return answer;
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        } catch (ExecutionException e) {
            LOG.error("the checks of a target failed", e.getCause());
            return missing(type -> failed(type, e.getCause()));
        }
        return missing(type -> outcomes.error(type, Codes.CHECK_FAILED, "Check failed",
                "The check was given up: the check engine is closing."));
    }

    /** For an instance that rests. */
    Map<CheckType, List<CheckOutcome>> notAsked() {
        return missing(type -> outcomes.error(type, Codes.UNREACHABLE, "Target cannot be used",
                "Instance %s did not answer %d times in a row and is left alone for %d s: see whether it runs, then run the checks again."
                        .formatted(instance.name(), Reachability.SILENCES, Reachability.REST.toSeconds())));
    }

    private Map<CheckType, List<CheckOutcome>> missing(java.util.function.Function<CheckType, CheckOutcome> outcome) {
        var all = new HashMap<>(done);
        types.forEach(type -> all.computeIfAbsent(type, missing -> List.of(outcome.apply(missing))));
        return all;
    }

    /**
     * Stops what is under way on the target, then leaves it. Returns at once: stopping needs a target that answers, which this one may not. What the target says
     * from now on is not kept: it may be our own doing.
     */
    void giveUp() {
        if (givenUp.compareAndSet(false, true)) {
            Thread.ofVirtual().name("check-give-up").start(() -> {
                work.giveUp();
                var asking = thread;
                if (asking != null) {
                    asking.interrupt();
                }
            });
        }
    }

    /** Waits until the target is left alone. */
    void awaitLeft(Deadline deadline) {
        left.copy().completeOnTimeout(null, Math.max(deadline.left().toNanos(), 0), TimeUnit.NANOSECONDS)
                .exceptionally(_ -> null).join();
    }

    private void run(Deadline deadline, Consumer<Contact> after) {
        try {
            try {
                thread = Thread.currentThread();
                if (!givenUp.get()) {
                    ask(deadline);
                }
            } finally {
                after.accept(contact);
            }
            left.complete(null);
        } catch (Throwable thrown) {
            left.completeExceptionally(thrown);
        }
    }

    private void ask(Deadline deadline) {
        try {
            work.ask(deadline, new Kept());
        } catch (TargetProblem e) {
            // Who gave up by himself does not know whether it would have answered.
            contact = e.kind() != TargetProblem.Kind.UNREACHABLE
                    ? Contact.ANSWERED
                    : late || !givenUp.get() ? Contact.SILENT : Contact.UNTOLD;
            if (!givenUp.get()) {
                LOG.warn("{}", e.getMessage());
            }
            types.forEach(type -> keep(type, List.of(problem(type, e))));
        } catch (IOException e) {
            types.forEach(type -> keep(type,
                    List.of(outcomes.error(type, Codes.LOGIN_REFUSED, "Target cannot be used",
                            "The file that passwordFile of instance " + instance.name() + " names cannot be read: "
                                    + e.getMessage() + "."))));
        }
    }

    private void keep(CheckType type, List<CheckOutcome> found) {
        if (!givenUp.get()) {
            done.putIfAbsent(type, found);
        }
    }

    private final class Kept implements TargetWork.Answers {
        @Override
        public void reached() {
            contact = Contact.ANSWERED;
        }

        @Override
        public boolean unwanted() {
            return givenUp.get();
        }

        @Override
        public void keep(CheckType type, Supplier<List<CheckOutcome>> check) {
            List<CheckOutcome> found;
            try {
                found = check.get();
            } catch (RuntimeException | Error e) {
                LOG.error("{} of {} failed", type, outcomes.job().target(), e);
                found = List.of(failed(type, e));
            }
            TargetRun.this.keep(type, found);
        }
    }

    private CheckOutcome failed(CheckType type, Throwable thrown) {
        return outcomes.error(type, Codes.CHECK_FAILED, "Check failed",
                "The check itself failed, which says nothing about the SQL (" + thrown.getClass().getSimpleName()
                        + "): see the worker's log, and check again.");
    }

    private CheckOutcome problem(CheckType type, TargetProblem e) {
        int code = switch (e.kind()) {
            case LOGIN_REFUSED -> Codes.LOGIN_REFUSED;
            case UNREACHABLE -> Codes.UNREACHABLE;
            case NO_DATABASE -> Codes.NO_DATABASE;
            case OTHER -> Codes.TARGET_FAILED;
        };
        return outcomes.error(type, code, "Target cannot be used", e.getMessage());
    }
}
