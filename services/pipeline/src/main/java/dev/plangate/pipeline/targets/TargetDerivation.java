package dev.plangate.pipeline.targets;

import static java.util.stream.Collectors.joining;

import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Plan.ChangeDatabase;
import dev.plangate.v1.ProjectSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From a plan, and what is known of the things that it names, to what is to be checked. Pure, order stable. */
public final class TargetDerivation {
    private TargetDerivation() {}

    /**
     * Derives.
     *
     * @param project projects/{project} of the plan
     * @param plan    a valid plan: the contract's rules hold
     * @throws IllegalArgumentException when it is not understood
     */
    public static Derivation derive(String project, Plan plan, Inputs inputs) {
        notUnderstood(plan).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        Set<String> missing = missing(project, plan, inputs);
        if (!missing.isEmpty()) {
            return new Derivation.Missing(List.copyOf(missing));
        }
        ProjectSettings settings = inputs.project().map(ProjectRow::settings).orElseThrow();
        var digest = new CheckDigest(settings);
        var targets = new ArrayList<Target>();
        int derived = 0;
        String refused = "";
        boolean checks = false;
        for (Plan.Spec spec : plan.getSpecsList()) {
            if (!hasChecks(spec)) {
                digest.other(spec.getConfigCase().name(), withoutChecks(spec));
                continue;
            }
            checks = true;
            ChangeDatabase change = spec.getChangeDatabase();
            List<String> databases = databases(change, inputs);
            digest.change(change, databases);
            derived += databases.size();
            for (String database : StableSample.of(databases, settings.getCiSamplingSize())) {
                targets.add(new Target(database, change.getSheetSha256(), types(change),
                        change.getEnablePriorBackup(), change.getGhostFlagsMap()));
            }
            if (refused.isEmpty()) {
                refused = refusal(project, spec, databases);
            }
        }
        if (!refused.isEmpty()) {
            return new Derivation.Refused(refused, digest.hex());
        }
        return checks
                ? new Derivation.Checkable(targets, derived, digest.hex())
                : new Derivation.NothingToCheck(digest.hex());
    }

    /**
     * Why this version cannot say what the plan means, if so: a newer one, of which some processes run already, has accepted
     * it.
     */
    public static Optional<String> notUnderstood(Plan plan) {
        return plan.getSpecsList().stream().filter(spec -> !isUnderstood(spec)).findFirst()
                .map(TargetDerivation::unknownKind);
    }

    /**
     * Resource names and sheet hashes that the plan needs: those whose arrival or change may change what it means. Of a plan
     * that is not understood, those that are: one such plan must not hold up the others of a batch.
     */
    public static Set<String> dependencies(String project, Plan plan) {
        var names = new TreeSet<String>();
        names.add(project);
        for (Plan.Spec spec : plan.getSpecsList()) {
            if (isUnderstood(spec) && hasChecks(spec)) {
                names.add(spec.getChangeDatabase().getSheetSha256());
                spec.getChangeDatabase().getTargetsList().stream().filter(TargetDerivation::isGroup)
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static Set<String> missing(String project, Plan plan, Inputs inputs) {
        Set<String> names = dependencies(project, plan);
        if (inputs.project().isPresent()) {
            names.remove(project);
        }
        names.removeAll(inputs.groups().keySet());
        names.removeAll(inputs.sheets());
        // A group of another project is refused, not waited for: its changes happen under another lock.
        names.removeIf(name -> isGroup(name) && !name.startsWith(project + "/"));
        return names;
    }

    /** A group without members must never mean "nothing to check", which would open the gate. */
    private static String refusal(String project, Plan.Spec spec, List<String> databases) {
        for (String target : spec.getChangeDatabase().getTargetsList()) {
            if (isGroup(target) && !target.startsWith(project + "/")) {
                return "INVALID_TARGET: spec %s names %s, a group of another project".formatted(spec.getId(), target);
            }
        }
        return databases.isEmpty()
                ? "NO_TARGETS: spec %s derives no database: %s has no members".formatted(spec.getId(),
                        String.join(", ", spec.getChangeDatabase().getTargetsList()))
                : "";
    }

    private static List<String> databases(ChangeDatabase change, Inputs inputs) {
        var databases = new TreeSet<String>();
        for (String target : change.getTargetsList()) {
            if (isGroup(target)) {
                GroupRow group = inputs.groups().get(target);
                if (group != null && !group.deleted()) {
                    databases.addAll(group.databases());
                }
            } else {
                databases.add(target);
            }
        }
        return List.copyOf(databases);
    }

    private static Set<CheckType> types(ChangeDatabase change) {
        var types = EnumSet.of(CheckType.STATEMENT_ADVISE, CheckType.STATEMENT_SUMMARY_REPORT);
        if (change.getEnableGhost()) {
            types.add(CheckType.GHOST_SYNC);
        }
        return types;
    }

    private static boolean hasChecks(Plan.Spec spec) {
        return switch (spec.getConfigCase()) {
            case CREATE_DATABASE, EXPORT_DATA -> false;
            case CHANGE_DATABASE -> spec.getChangeDatabase().hasSheetSha256();
            case CONFIG_NOT_SET -> throw new IllegalArgumentException(unknownKind(spec));
        };
    }

    private static boolean isUnderstood(Plan.Spec spec) {
        return spec.getConfigCase() != Plan.Spec.ConfigCase.CONFIG_NOT_SET;
    }

    /** Of a kind that was added later, a record has the number of its field and no name. */
    private static String unknownKind(Plan.Spec spec) {
        Set<Integer> kinds = new TreeSet<>(spec.getUnknownFields().asMap().keySet());
        return "spec %s has no kind that this version knows (change_database, create_database or export_data), but %s"
                .formatted(spec.getId(), kinds.isEmpty()
                        ? "none at all"
                        : "field " + kinds.stream().map(String::valueOf).collect(joining(", ")));
    }

    /** What is rolled out by a spec without checks. Not its bytes: those of a map have no defined order. */
    private static String withoutChecks(Plan.Spec spec) {
        return switch (spec.getConfigCase()) {
            case CREATE_DATABASE -> spec.getCreateDatabase().getTarget() + "/" + spec.getCreateDatabase().getDatabase();
            case EXPORT_DATA -> spec.getExportData().getSheetSha256() + spec.getExportData().getTargetsList();
            case CHANGE_DATABASE -> spec.getChangeDatabase().getRelease() + spec.getChangeDatabase().getTargetsList();
            case CONFIG_NOT_SET -> "";
        };
    }

    private static boolean isGroup(String target) {
        return target.contains("/databaseGroups/");
    }
}
