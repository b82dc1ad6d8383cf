package dev.plangate.bench.large;

import dev.plangate.bench.torture.load.Outgoing;
import dev.plangate.bench.torture.load.Script;
import dev.plangate.bench.torture.load.Sheets;
import dev.plangate.bench.torture.load.Upstream;
import dev.plangate.bench.torture.world.World;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.ProjectSettings;
import java.util.List;

/** Upstream of the two plans. */
final class Publisher implements AutoCloseable {
    private static final String PROJECT = "projects/large";
    private static final String SQL = "select 1";

    private final Upstream upstream;

    Publisher(String bootstrapServers, SchemaRegistry registry) {
        upstream = new Upstream(bootstrapServers, registry, World.PARTITIONS, new Script(List.of()), 1, () -> 1);
    }

    /** The project, the sheet, and a group of these databases. */
    String group(List<String> databases) {
        String group = PROJECT + "/databaseGroups/all";
        upstream.publish(Outgoing.of(0, "project", Topics.PROJECTS, PROJECT, Project.newBuilder().setName(PROJECT)
                .setVersion(1).setSettings(ProjectSettings.getDefaultInstance()).build()));
        upstream.publish(Sheets.published(0, SQL));
        upstream.publish(Outgoing.of(0, "group", Topics.DATABASE_GROUPS, group,
                DatabaseGroup.newBuilder().setName(group).setVersion(1).addAllDatabases(databases).build()));
        return group;
    }

    /** A plan on these targets; its name. */
    String plan(String id, List<String> targets) {
        String name = PROJECT + "/plans/" + id;
        upstream.publish(Outgoing.of(0, "plan", Topics.PLANS, name, Plan.newBuilder().setName(name).setRevision(1)
                .setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("change").setChangeDatabase(Plan.ChangeDatabase.newBuilder()
                        .addAllTargets(targets).setSheetSha256(Sheets.name(SQL))))
                .build()));
        return name;
    }

    @Override
    public void close() {
        upstream.close();
    }
}
