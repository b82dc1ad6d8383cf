package dev.plangate.pipeline.intake;

import dev.plangate.db.Lock;
import dev.plangate.v1.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The advisory locks that a batch needs. Who folds a project's state into a plan holds the project's lock shared, who changes
 * it holds it exclusively: otherwise the settings and the plan each miss the other, and the plan keeps stale settings for
 * ever. The same goes for a plan and the sheets that it names.
 */
final class Lockset {
    private Lockset() {}

    static List<Lock> of(Collection<Incoming> batch) {
        var locks = new ArrayList<Lock>();
        for (Incoming in : batch) {
            switch (in) {
                case Incoming.PlanIn plan -> {
                    locks.add(Lock.project(References.project(plan.name()), false));
                    plan.content().ifPresent(content -> sheets(content, locks));
                }
                case Incoming.RequestIn request ->
                    locks.add(Lock.project(References.project(request.content().getPlan()), false));
                case Incoming.ProjectIn project -> locks.add(Lock.project(project.name(), true));
                case Incoming.GroupIn group -> locks.add(Lock.project(References.project(group.name()), true));
                case Incoming.SheetIn sheet -> locks.add(Lock.sheetBucket(sheet.sha256(), true));
                case Incoming.ApprovalIn _,Incoming.Nothing _,Incoming.Poison _ -> {
                }
            }
        }
        return locks;
    }

    private static void sheets(Plan content, List<Lock> locks) {
        for (Plan.Spec spec : content.getSpecsList()) {
            if (spec.getChangeDatabase().hasSheetSha256()) {
                locks.add(Lock.sheetBucket(spec.getChangeDatabase().getSheetSha256(), false));
            }
        }
    }
}
