package dev.plangate.pipeline.intake;

import dev.plangate.db.Groups;
import dev.plangate.db.Projects;
import dev.plangate.db.Sheets;
import dev.plangate.db.Tx;
import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.pipeline.targets.Inputs;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known, as of this transaction, of everything that any plan of the batch names. */
record Knowledge(Map<String, ProjectRow> projects, Map<String, GroupRow> groups, Set<String> sheets) {
    /** Reads it; the caller holds the locks of the projects and sheets. */
    static Knowledge read(Tx tx, Collection<String> resources) {
        var byKind = resources.stream().collect(Collectors.groupingBy(Kind::of, Collectors.toSet()));
        return new Knowledge(
                index(new Projects().find(tx, byKind.getOrDefault(Kind.PROJECT, Set.of())), ProjectRow::name),
                index(new Groups().find(tx, byKind.getOrDefault(Kind.GROUP, Set.of())), GroupRow::name),
                new Sheets().present(tx, byKind.getOrDefault(Kind.SHEET, Set.of())));
    }

    Inputs of(String plan) {
        return new Inputs(Optional.ofNullable(projects.get(References.project(plan))), groups, sheets);
    }

    private static <T> Map<String, T> index(Collection<T> rows, Function<T, String> name) {
        return rows.stream().collect(Collectors.toMap(name, Function.identity()));
    }

    private enum Kind {
        PROJECT, GROUP, SHEET;

        static Kind of(String resource) {
            if (!resource.startsWith("projects/")) {
                return SHEET;
            }
            return resource.indexOf('/', "projects/".length()) < 0 ? PROJECT : GROUP;
        }
    }
}
