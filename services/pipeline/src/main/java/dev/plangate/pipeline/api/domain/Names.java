package dev.plangate.pipeline.api.domain;

import dev.plangate.contract.PlanName;
import java.util.UUID;
import java.util.function.Supplier;

/** Names and ids as requests have them. */
public final class Names {
    private Names() {}

    /**
     * The plan that a field names.
     *
     * @throws InvalidField of that field
     */
    public static PlanName plan(String field, String text) {
        try {
            return PlanName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidField(field, e.getMessage());
        }
    }

    /**
     * The plan of {@code projects/p/plans/x/gateStatus} and of its like.
     *
     * @throws InvalidField of "name"
     */
    public static PlanName planOf(String singleton, String text) {
        String end = "/" + singleton;
        if (!text.endsWith(end)) {
            throw new InvalidField("name", "should be projects/{project}/plans/{plan}" + end);
        }
        return plan("name", text.substring(0, text.length() - end.length()));
    }

    /**
     * The id of a request, or a new one.
     *
     * @throws InvalidField when it is no UUID
     */
    public static String requestId(String text, Supplier<UUID> ids) {
        if (text.isEmpty()) {
            return ids.get().toString();
        }
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new InvalidField("request_id", "should be a UUID, or left out");
        }
        return text;
    }
}
