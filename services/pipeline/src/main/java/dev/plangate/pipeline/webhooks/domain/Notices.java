package dev.plangate.pipeline.webhooks.domain;

import com.google.protobuf.Timestamp;
import dev.plangate.contract.Sha256;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.RolloutState;
import dev.plangate.v1.Webhook.Event;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code record -> what people are told of it}. Most records tell them nothing. */
public final class Notices {
    private Notices() {}

    /**
     * A run that has ended DONE or FAILED, once. One that was superseded or cancelled is no news: another one follows, or
     * somebody wanted it.
     *
     * @param read when the record was written; counts where it has no time itself
     */
    public static Optional<Notice> of(CheckRun run, Instant read) {
        boolean over = run.getStatus() == CheckRun.Status.DONE || run.getStatus() == CheckRun.Status.FAILED;
        return !over
                ? Optional.empty()
                : Optional.of(new Notice(id(Event.CHECKS_FINISHED, run.getPlan(), Long.toString(run.getRun())),
                        Event.CHECKS_FINISHED, run.getPlan(), run.hasEndTime() ? time(run.getEndTime()) : read,
                        finished(run), run.toBuilder().clearFacts().build()));
    }

    /** Who has to approve: once for each revision, run and outcome. That nobody has to is no news. */
    public static Optional<Notice> of(ApprovalRequirement requirement, Instant read) {
        if (requirement.getNoApprovalNeeded()) {
            return Optional.empty();
        }
        // The same outcome at another state of the plan asks the same people for the same thing.
        String outcome = Sha256.hex(requirement.toBuilder().clearPlanStateVersion().build().toByteArray());
        return Optional.of(new Notice(id(Event.APPROVAL_NEEDED, requirement.getPlan(), outcome), Event.APPROVAL_NEEDED,
                requirement.getPlan(), read, asked(requirement), requirement));
    }

    /** A rollout that exists, once. A rejected command is none; the gate says what follows from it. */
    public static Optional<Notice> of(RolloutState state, Instant read) {
        if (!state.hasCreated()) {
            return Optional.empty();
        }
        RolloutState.Created created = state.getCreated();
        return Optional.of(new Notice(id(Event.ROLLOUT_CREATED, state.getPlan(), created.getRollout()),
                Event.ROLLOUT_CREATED, state.getPlan(), created.hasCreateTime() ? time(created.getCreateTime()) : read,
                created(created), state));
    }

    /** That nothing moves until somebody acts: once for each reason of a revision and run, however often the gate judges. */
    public static Optional<Notice> of(GateStatus status, Instant read) {
        return status.getPhase() != GateStatus.Phase.BLOCKED
                ? Optional.empty()
                : Optional.of(new Notice(
                        id(Event.ROLLOUT_BLOCKED, status.getPlan(), Long.toString(status.getRevision()),
                                Long.toString(status.getRun()), status.getSummary()),
                        Event.ROLLOUT_BLOCKED, status.getPlan(), read, status.getSummary(), status));
    }

    private static String finished(CheckRun run) {
        if (run.getStatus() == CheckRun.Status.FAILED) {
            return "The checks of revision %d could not be run: %s".formatted(run.getRevision(), run.getError());
        }
        CheckRun.Totals totals = run.getTotals();
        return "The checks of revision %d have ended: %s, %s, %s.".formatted(run.getRevision(),
                count(totals.getTargets(), "database"), count(totals.getErrors(), "error"),
                count(totals.getWarnings(), "warning"));
    }

    private static String asked(ApprovalRequirement requirement) {
        String steps = requirement.getStepsList().stream()
                .map(step -> "%d of %s".formatted(step.getRequired(), String.join(", ", step.getRolesList())))
                .collect(Collectors.joining(requirement.getOrdered() ? ", then " : "; "));
        return "Revision %d needs an approval, risk %s: %s.".formatted(requirement.getRevision(), requirement.getRisk(),
                steps);
    }

    private static String created(RolloutState.Created created) {
        return created.getOverrideReason().isEmpty()
                ? created.getRollout() + " was created."
                : "%s was created for %s, who overrode conditions: %s".formatted(created.getRollout(),
                        created.getRequester(), created.getOverrideReason());
    }

    private static String count(int number, String what) {
        return number == 1 ? "1 " + what : "%d %ss".formatted(number, what);
    }

    /** UUID version 8: the bits of a hash. Each part goes in with its length, so that no two lists run into each other. */
    private static UUID id(Event event, String... parts) {
        String text = Arrays.stream(parts).map(part -> part.length() + ":" + part)
                .collect(Collectors.joining("", event.name(), ""));
        ByteBuffer hash = ByteBuffer.wrap(HexFormat.of().parseHex(Sha256.hex(text)));
        return new UUID((hash.getLong() & ~0xF000L) | 0x8000L,
                (hash.getLong() & ~0xC000000000000000L) | 0x8000000000000000L);
    }

    private static Instant time(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
