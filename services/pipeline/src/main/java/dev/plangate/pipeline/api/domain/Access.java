package dev.plangate.pipeline.api.domain;

import com.google.protobuf.Message;
import dev.plangate.v1.CancelPlanCheckRunRequest;
import dev.plangate.v1.CreateRolloutRequest;
import dev.plangate.v1.GetApprovalRequirementRequest;
import dev.plangate.v1.GetGateStatusRequest;
import dev.plangate.v1.GetPlanCheckRunRequest;
import dev.plangate.v1.ListCheckResultsRequest;
import dev.plangate.v1.ListPlanCheckRunsRequest;
import dev.plangate.v1.ListRolloutsRequest;
import dev.plangate.v1.RetryFailedTargetsRequest;
import dev.plangate.v1.RunPlanChecksRequest;
import dev.plangate.v1.WatchPlanRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The role that each request takes. What is not named here nobody may do. */
public final class Access {
    private static final Pattern PROJECT = Pattern.compile("(projects/([^/]+))(/.*)?");

    private Access() {}

    /**
     * What the request takes; empty = nobody may ask it.
     *
     * @throws InvalidField when its name begins with no project
     */
    public static Optional<Need> of(Message request) {
        return Optional.ofNullable(switch (request) {
            case GetPlanCheckRunRequest get -> need(Role.VIEWER, "name", get.getName());
            case ListPlanCheckRunsRequest list -> need(Role.VIEWER, "parent", list.getParent());
            case ListCheckResultsRequest list -> need(Role.VIEWER, "parent", list.getParent());
            case GetGateStatusRequest get -> need(Role.VIEWER, "name", get.getName());
            case GetApprovalRequirementRequest get -> need(Role.VIEWER, "name", get.getName());
            case ListRolloutsRequest list -> need(Role.VIEWER, "parent", list.getParent());
            case WatchPlanRequest watch -> need(Role.VIEWER, "name", watch.getName());
            case RunPlanChecksRequest run -> need(Role.OPERATOR, "name", run.getName());
            case CancelPlanCheckRunRequest cancel -> need(Role.OPERATOR, "name", cancel.getName());
            case RetryFailedTargetsRequest retry -> need(Role.OPERATOR, "name", retry.getName());
            case CreateRolloutRequest create ->
                need(create.hasOverride() ? Role.ADMIN : Role.OPERATOR, "parent", create.getParent());
            default -> null;
        });
    }

    private static Need need(Role role, String field, String name) {
        Matcher match = PROJECT.matcher(name);
        if (!match.matches()) {
            throw new InvalidField(field, "should begin with projects/{project}");
        }
        return new Need(role, match.group(2).equals("-") ? Optional.empty() : Optional.of(match.group(1)));
    }
}
