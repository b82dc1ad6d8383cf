package dev.plangate.topology.domain;

import dev.plangate.v1.PlanState;
import dev.plangate.v1.ProjectSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What the table of the gate knows of a plan and its project.
 *
 * @param archived a project that is not known is neither archived nor has it settings
 */
record Ground(Plan plan, Settings settings, boolean archived) {
    /** Version, revision and run of the plan's state; the three runs before it are older. */
    static final long VERSION = 5;
    static final long REVISION = 2;
    static final long RUN = 4;

    enum Plan {
        LIVE, CLOSED, DELETED, UNKNOWN
    }

    /** What the project demands; MISSING = nobody knows, as of a project that is not known. */
    enum Settings {
        NOTHING, CHECKS, APPROVAL, BOTH, MISSING
    }

    /** Every combination; of a plan that is not known there is nothing to know of its project. */
    static List<Ground> all() {
        var all = new ArrayList<Ground>();
        for (var plan : List.of(Plan.LIVE, Plan.CLOSED, Plan.DELETED)) {
            for (var settings : Settings.values()) {
                for (boolean archived : new boolean[]{false, true}) {
                    all.add(new Ground(plan, settings, archived));
                }
            }
        }
        all.add(new Ground(Plan.UNKNOWN, Settings.MISSING, false));
        return all;
    }

    PlanState.Builder state(boolean namesRun) {
        var state = Samples.plan(VERSION, REVISION, namesRun ? RUN : 0).setProjectArchived(archived)
                .setLiveness(switch (plan) {
                    case LIVE -> PlanState.Liveness.LIVE;
                    case CLOSED -> PlanState.Liveness.CLOSED;
                    case DELETED -> PlanState.Liveness.DELETED;
                    case UNKNOWN -> throw new IllegalStateException("there is no state of an unknown plan");
                });
        return settings == Settings.MISSING ? state.clearSettings() : state.setSettings(message());
    }

    private ProjectSettings message() {
        return Samples.settings(settings == Settings.APPROVAL || settings == Settings.BOTH,
                settings == Settings.CHECKS || settings == Settings.BOTH).toBuilder()
                .addAllApprovalRules(Checked.RULES).build();
    }
}
