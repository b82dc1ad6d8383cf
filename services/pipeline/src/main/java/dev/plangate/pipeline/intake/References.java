package dev.plangate.pipeline.intake;

import dev.plangate.db.Approvals;
import dev.plangate.db.Groups;
import dev.plangate.db.Projects;
import dev.plangate.db.Sheets;
import dev.plangate.db.Tx;
import dev.plangate.db.Webhooks;
import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.SheetRow;
import dev.plangate.db.row.WebhookRow;
import dev.plangate.v1.Approval;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.Project;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What plans refer to: projects, groups, sheets, approvals. A record whose version is not above the known one changes
 * nothing; a tombstone archives or empties, and keeps the version, so that an older record never comes back.
 */
final class References {
    private final Projects projects = new Projects();
    private final Webhooks webhooks = new Webhooks();
    private final Groups groups = new Groups();
    private final Sheets sheets = new Sheets();
    private final Approvals approvals = new Approvals();

    /**
     * What a batch changed.
     *
     * @param projects names whose settings or archived flag changed
     * @param groups   names whose members changed
     * @param sheets   hashes that arrived
     */
    record Changed(Set<String> projects, Set<String> groups, Set<String> sheets) {
        /** Everything that a waiting plan may have waited for. */
        Set<String> resources() {
            var all = new HashSet<>(projects);
            all.addAll(groups);
            all.addAll(sheets);
            return all;
        }

        /** Projects of which some plan may mean something else now. */
        Set<String> touchedProjects() {
            var touched = new HashSet<>(projects);
            groups.forEach(group -> touched.add(project(group)));
            return touched;
        }
    }

    /** projects/{project} of a group or plan. */
    static String project(String name) {
        return name.substring(0, name.indexOf('/', "projects/".length()));
    }

    /** Stores what is new. The caller holds the locks of the projects and sheets exclusively. */
    Changed store(Tx tx, Collection<Incoming> batch) {
        saveApprovals(tx, batch);
        return new Changed(saveProjects(tx, batch), saveGroups(tx, batch), saveSheets(tx, batch));
    }

    private Set<String> saveProjects(Tx tx, Collection<Incoming> batch) {
        var byName = byName(batch, Incoming.ProjectIn.class, Incoming.ProjectIn::name);
        var known = index(projects.find(tx, byName.keySet()), ProjectRow::name);
        var changed = new LinkedHashMap<String, ProjectRow>();
        var told = new HashMap<String, List<WebhookRow>>();
        byName.forEach((name, records) -> {
            var next = Optional.ofNullable(known.get(name));
            for (Incoming.ProjectIn in : records) {
                if (in.content().isEmpty() || isNewer(in.content().get().getVersion(), next.orElse(null))) {
                    told.put(name, in.content().stream().flatMap(References::webhooks).toList());
                }
                next = in.content().isPresent() ? newer(next, in.content().get()) : next.map(References::archived);
            }
            if (next.isPresent() && !next.equals(Optional.ofNullable(known.get(name)))) {
                changed.put(name, next.get());
            }
        });
        projects.save(tx,
                changed.values().stream().filter(row -> isNewer(row.version(), known.get(row.name()))).toList());
        projects.archive(tx, changed.values().stream().filter(ProjectRow::archived).map(ProjectRow::name).toList());
        webhooks.replace(tx, told.keySet(), told.values().stream().flatMap(List::stream).toList());
        return changed.values().stream().filter(row -> concernsPlans(row, known.get(row.name()))).map(ProjectRow::name)
                .collect(Collectors.toSet());
    }

    /** Who is told of plans, and a version by itself, mean nothing to them: no new states, no command that is stale. */
    private static boolean concernsPlans(ProjectRow row, ProjectRow known) {
        return known == null || row.archived() != known.archived() || !row.settings().equals(known.settings());
    }

    private static Stream<WebhookRow> webhooks(Project content) {
        return content.getWebhooksList().stream().map(webhook -> new WebhookRow(content.getName(), webhook));
    }

    private static boolean isNewer(long version, ProjectRow known) {
        return known == null || version > known.version();
    }

    private static Optional<ProjectRow> newer(Optional<ProjectRow> known, Project content) {
        return known.isPresent() && known.get().version() >= content.getVersion()
                ? known
                : Optional.of(new ProjectRow(content.getName(), content.getVersion(), content.getSettings(),
                        content.getArchived()));
    }

    private static ProjectRow archived(ProjectRow row) {
        return new ProjectRow(row.name(), row.version(), row.settings(), true);
    }

    private Set<String> saveGroups(Tx tx, Collection<Incoming> batch) {
        var byName = byName(batch, Incoming.GroupIn.class, Incoming.GroupIn::name);
        var known = index(groups.find(tx, byName.keySet()), GroupRow::name);
        var changed = new LinkedHashMap<String, GroupRow>();
        byName.forEach((name, records) -> {
            var next = Optional.ofNullable(known.get(name));
            for (Incoming.GroupIn in : records) {
                next = in.content().isPresent() ? newer(next, in.content().get()) : next.map(References::emptied);
            }
            if (next.isPresent() && !next.equals(Optional.ofNullable(known.get(name)))) {
                changed.put(name, next.get());
            }
        });
        groups.save(tx,
                changed.values().stream().filter(row -> isNewer(row.version(), known.get(row.name()))).toList());
        groups.delete(tx, changed.values().stream().filter(GroupRow::deleted).map(GroupRow::name).toList());
        return changed.keySet();
    }

    private static boolean isNewer(long version, GroupRow known) {
        return known == null || version > known.version();
    }

    private static Optional<GroupRow> newer(Optional<GroupRow> known, DatabaseGroup content) {
        return known.isPresent() && known.get().version() >= content.getVersion()
                ? known
                : Optional.of(new GroupRow(content.getName(), content.getVersion(),
                        content.getDatabasesList().stream().distinct().sorted().toList(), false));
    }

    private static GroupRow emptied(GroupRow row) {
        return new GroupRow(row.name(), row.version(), List.of(), true);
    }

    private Set<String> saveSheets(Tx tx, Collection<Incoming> batch) {
        var arrived = new HashMap<String, SheetRow>();
        for (Incoming in : batch) {
            if (in instanceof Incoming.SheetIn sheet) {
                arrived.put(sheet.sha256(), new SheetRow(sheet.sha256(), sheet.content().getText()));
            }
        }
        arrived.keySet().removeAll(sheets.present(tx, arrived.keySet()));
        sheets.save(tx, List.copyOf(arrived.values()));
        return arrived.keySet();
    }

    /** Only stored here, for those who ask later; the gate reads the topic itself. */
    private void saveApprovals(Tx tx, Collection<Incoming> batch) {
        var newest = new LinkedHashMap<String, Approval>();
        var removed = new HashSet<String>();
        for (Incoming in : batch) {
            if (in instanceof Incoming.ApprovalIn(var _, String plan, Optional<Approval> content)) {
                content.ifPresentOrElse(a -> {
                    newest.merge(plan, a, (x, y) -> y.getVersion() > x.getVersion() ? y : x);
                    removed.remove(plan);
                }, () -> removed.add(plan));
            }
        }
        approvals.save(tx, List.copyOf(newest.values()));
        approvals.delete(tx, removed);
    }

    private static <T extends Incoming> Map<String, List<T>> byName(Collection<Incoming> batch, Class<T> type,
            Function<T, String> name) {
        return batch.stream().filter(type::isInstance).map(type::cast)
                .collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
    }

    private static <T> Map<String, T> index(Collection<T> rows, Function<T, String> name) {
        return rows.stream().collect(Collectors.toMap(name, Function.identity()));
    }
}
