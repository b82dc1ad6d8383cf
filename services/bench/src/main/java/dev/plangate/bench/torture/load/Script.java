package dev.plangate.bench.torture.load;

import dev.plangate.contract.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;

/** Everything that upstream will publish, derived from the seed alone: stories, in the order in which they begin. */
public record Script(List<List<Outgoing>> stories) {
    private static final int PLANS_PER_PROJECT = 40;

    /** {@code plans} plans, their projects and, beside them, poison. */
    public static Script of(long seed, int plans, SchemaRegistry registry) {
        var stories = new ArrayList<List<Outgoing>>();
        for (int plan = 0; plan < plans; plan++) {
            // A project begins with its first plan, and plans of several projects mix.
            int block = plan / (PLANS_PER_PROJECT * 4);
            int inBlock = plan % (PLANS_PER_PROJECT * 4);
            String project = "projects/p%d".formatted(block * 4 + inBlock % 4);
            if (inBlock < 4) {
                stories.add(ProjectStory.of(project, Dice.of(seed, project)));
            }
            String id = "a" + plan;
            stories.add(PlanStory.of(project, id, Dice.of(seed, project + id)));
            var dice = Dice.of(seed, "poison" + plan);
            if (dice.percent(6)) {
                stories.add(PoisonStory.of(project, "x" + plan, dice, registry));
            }
        }
        return new Script(List.copyOf(stories));
    }

    /** Records in all. */
    public int size() {
        return stories.stream().mapToInt(List::size).sum();
    }
}
