package dev.plangate.bench.torture.load;

import dev.plangate.contract.Topics;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.Project;
import dev.plangate.v1.ProjectSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A project with two groups of databases: what it is first, and how it changes while its plans are checked. */
final class ProjectStory {
    private final String name;
    private final Dice dice;
    private final List<Outgoing> records = new ArrayList<>();
    private long version;
    private long groupVersion;

    private ProjectStory(String name, Dice dice) {
        this.name = name;
        this.dice = dice;
    }

    /** In the order of their times; they begin with what the project is first. */
    static List<Outgoing> of(String name, Dice dice) {
        var story = new ProjectStory(name, dice);
        story.tell();
        return story.records;
    }

    static String group(String project, int number) {
        return project + "/databaseGroups/g" + number;
    }

    private void tell() {
        long at = dice.percent(15) ? dice.between(500, 3_000) : 0;
        write(at, false);
        group(dice.percent(15) ? at + dice.between(0, 3_000) : at, 0);
        group(at, 1);
        for (int changes = dice.between(0, 4); changes > 0; changes--) {
            at += dice.between(500, 6_000);
            if (dice.percent(50)) {
                write(at, false);
            } else if (dice.percent(85)) {
                group(at, dice.between(0, 1));
            } else {
                records.add(Outgoing.tombstone(at, "group", Topics.DATABASE_GROUPS, group(name, 1)));
            }
        }
        if (dice.percent(12)) {
            at += dice.between(2_000, 8_000);
            if (dice.percent(70)) {
                write(at, true);
            } else {
                records.add(Outgoing.tombstone(at, "project", Topics.PROJECTS, name));
            }
        }
    }

    private void write(long at, boolean archived) {
        records.add(Outgoing.of(at, "project", Topics.PROJECTS, name,
                Project.newBuilder().setName(name).setVersion(++version).setArchived(archived)
                        .setSettings(ProjectSettings.newBuilder().setRequireIssueApproval(dice.percent(60))
                                .setRequirePlanCheckNoError(dice.percent(80))
                                .setCiSamplingSize(dice.percent(20) ? 2 : 0))
                        .build()));
    }

    private void group(long at, int number) {
        String group = group(name, number);
        int members = dice.percent(10) ? 0 : dice.between(1, 6);
        records.add(Outgoing.of(at, "group", Topics.DATABASE_GROUPS, group,
                DatabaseGroup.newBuilder().setName(group).setVersion(++groupVersion)
                        .addAllDatabases(IntStream.range(0, members)
                                .mapToObj(i -> "instances/fast-%d/databases/g%d".formatted(i % 3,
                                        dice.between(0, 40)))
                                .distinct().toList())
                        .build()));
    }
}
