package dev.plangate.pipeline.worker;

import dev.plangate.db.Database;
import dev.plangate.db.Groups;
import dev.plangate.db.Projects;
import dev.plangate.db.RunResults;
import dev.plangate.db.Sheets;
import dev.plangate.db.Tx;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.Slice;
import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.pipeline.targets.Inputs;
import dev.plangate.pipeline.targets.Target;
import dev.plangate.pipeline.targets.TargetDerivation;
import dev.plangate.pipeline.worker.domain.TakenOver;
import dev.plangate.v1.ReviewPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that a batch of claims needs, read in one transaction. */
final class RunInputs {
    private final Database database;
    private final SheetCache sheets;
    private final int sliceSize;
    private final RunResults results = new RunResults();

    /** @param sliceSize databases above which a run is cut: what a retry of it takes over, its slices read */
    RunInputs(Database database, SheetCache sheets, int sliceSize) {
        this.database = database;
        this.sheets = sheets;
        this.sliceSize = sliceSize;
    }

    /**
     * A claim, understood.
     *
     * @param policy    how its project wants SQL to be reviewed
     * @param texts     the SQL of each sheet that its targets name
     * @param takenOver what a retry does not check again
     */
    record Job(Claim claim, String project, Derivation derivation, ReviewPolicy policy, Map<String, String> texts,
            TakenOver takenOver) {}

    List<Job> read(List<Claim> claims) {
        var resources = new TreeSet<String>();
        claims.forEach(c -> resources.addAll(TargetDerivation.dependencies(project(c), c.content())));
        Set<String> hashes = resources.stream().filter(r -> !r.startsWith("projects/")).collect(Collectors.toSet());
        Set<String> names = new HashSet<>(resources);
        names.removeAll(hashes);
        return database.transaction(tx -> {
            Map<String, ProjectRow> projects = index(new Projects().find(tx, names), ProjectRow::name);
            Map<String, GroupRow> groups = index(new Groups().find(tx, names), GroupRow::name);
            Map<String, String> texts = sheets.find(hashes, missing -> new Sheets().texts(tx, missing));
            return claims.stream().map(claim -> job(tx, claim, projects, groups, texts)).toList();
        });
    }

    private Job job(Tx tx, Claim claim, Map<String, ProjectRow> projects, Map<String, GroupRow> groups,
            Map<String, String> texts) {
        String project = project(claim);
        Optional<ProjectRow> row = Optional.ofNullable(projects.get(project));
        Derivation derivation = sliced(claim, derive(claim, project, new Inputs(row, groups, texts.keySet())));
        var needed = new HashMap<String, String>();
        if (derivation instanceof Derivation.Checkable checkable) {
            checkable.targets().stream().map(Target::sheetSha256).forEach(sha -> needed.put(sha, texts.get(sha)));
        }
        return new Job(claim, project, derivation, row.map(r -> r.settings().getReviewPolicy())
                .orElseGet(ReviewPolicy::getDefaultInstance), needed, takenOver(tx, claim, derivation));
    }

    /** Nothing unless the run before checked just what this one is to check: then everything is checked. */
    private TakenOver takenOver(Tx tx, Claim claim, Derivation derivation) {
        if (claim.retryOf() == 0 || !(derivation instanceof Derivation.Checkable checkable)
                || !checkable.digest().equals(claim.checkDigest())
                || (claim.slice().isEmpty() && checkable.databases() > sliceSize)) {
            return TakenOver.NOTHING;
        }
        return TakenOver.of(claim.retryOf(), checkable.targets(), results.retried(tx, claim));
    }

    /** The claimed part of the targets. They are those that the run was cut by only as long as the digest is the same. */
    private static Derivation sliced(Claim claim, Derivation derivation) {
        if (claim.slice().isEmpty()) {
            return derivation;
        }
        if (derivation instanceof Derivation.Refused refused && refused.digest().equals(claim.checkDigest())) {
            return refused; // By that digest it was cut: it is not understood here.
        }
        Slice slice = claim.slice().get();
        return derivation instanceof Derivation.Checkable all && all.digest().equals(claim.checkDigest())
                ? all.slice(slice.first(), slice.targets())
                : new Derivation.Refused(
                        "DIGEST_CHANGED: what the plan's checks depend on is not what the run was cut by;"
                                + " request the checks again",
                        claim.checkDigest());
    }

    /** A plan that this version cannot understand must not hold up the others of its batch. */
    private static Derivation derive(Claim claim, String project, Inputs inputs) {
        if (claim.revision() == 0) {
            // Without content "nothing to check" would be derived, and the run would end DONE.
            return new Derivation.Refused(
                    "NOT_PUBLISHED: the plan comes from the old layout and has not been published since; publish it",
                    claim.checkDigest());
        }
        try {
            return TargetDerivation.derive(project, claim.content(), inputs);
        } catch (IllegalArgumentException e) {
            return new Derivation.Refused("INVALID_PLAN: " + e.getMessage(), claim.checkDigest());
        }
    }

    private static String project(Claim claim) {
        return claim.plan().substring(0, claim.plan().indexOf("/plans/"));
    }

    private static <T> Map<String, T> index(Collection<T> rows, Function<T, String> name) {
        return rows.stream().collect(Collectors.toMap(name, Function.identity()));
    }
}
