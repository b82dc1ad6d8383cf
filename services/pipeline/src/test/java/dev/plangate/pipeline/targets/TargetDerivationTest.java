package dev.plangate.pipeline.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.UnknownFieldSet;
import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Plan.ChangeDatabase;
import dev.plangate.v1.ProjectSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TargetDerivationTest {
    private static final String PROJECT = "projects/shop";
    private static final String GROUP = "projects/shop/databaseGroups/all";
    private static final String SHEET = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    @Test
    void groupExpandsToItsMembersInStableOrder() {
        var derived = checkable(derive(plan(change(SHEET, GROUP)), inputs(0, List.of(db("c"), db("a"), db("b")))));

        assertThat(derived.targets()).extracting(Target::database).containsExactly(db("a"), db("b"), db("c"));
    }

    /** Trap 9: a group that is not there is waited for. Trap 54: it is not an empty one. */
    @Test
    void trap9GroupThatIsNotThereIsWaitedForAndNeverEmpty() {
        var inputs = new Inputs(Optional.of(project(0)), Map.of(), Set.of(SHEET));

        assertThat(derive(plan(change(SHEET, GROUP)), inputs)).isEqualTo(new Derivation.Missing(List.of(GROUP)));
    }

    /** Trap 54: a group that derives no database is refused. */
    @Test
    void trap54GroupWithoutMembersIsRefusedAndDoesNotMeanNothingToCheck() {
        assertThat(derive(plan(change(SHEET, GROUP)), inputs(0, List.of()))).isInstanceOfSatisfying(
                Derivation.Refused.class,
                refused -> assertThat(refused.error()).startsWith("NO_TARGETS").contains(GROUP));
    }

    @Test
    void groupOfAnotherProjectIsRefused() {
        String foreign = "projects/other/databaseGroups/all";
        assertThat(derive(plan(change(SHEET, foreign)), inputs(0, List.of()))).isInstanceOfSatisfying(
                Derivation.Refused.class,
                refused -> assertThat(refused.error()).startsWith("INVALID_TARGET").contains(foreign));
    }

    /** Trap 19: a project that nobody knows is waited for; it is not one without rules. */
    @Test
    void everythingThatIsMissingIsNamed() {
        var inputs = new Inputs(Optional.empty(), Map.of(), Set.of());

        assertThat(derive(plan(change(SHEET, GROUP)), inputs))
                .isEqualTo(new Derivation.Missing(List.of(SHEET, PROJECT, GROUP).stream().sorted().toList()));
    }

    /** Trap 8: results are told apart by target, type and sheet. */
    @Test
    void trap8TwoSpecsOnOneDatabaseStayApart() {
        var derived = checkable(derive(plan(change(SHEET, db("a")), change(OTHER, db("a"))),
                new Inputs(Optional.of(project(0)), Map.of(), Set.of(SHEET, OTHER))));

        assertThat(derived.targets()).extracting(Target::sheetSha256).containsExactly(SHEET, OTHER);
    }

    @Test
    void specsWithoutChecksHaveNothingToCheck() {
        var create = Plan.Spec.newBuilder().setId("c").setCreateDatabase(
                Plan.CreateDatabase.newBuilder().setTarget("instances/i").setDatabase("d")).build();
        var release = Plan.Spec.newBuilder().setId("r").setChangeDatabase(
                ChangeDatabase.newBuilder().addTargets(db("a")).setRelease("projects/shop/releases/1")).build();

        assertThat(derive(plan(create, release), inputs(0, List.of()))).isInstanceOf(Derivation.NothingToCheck.class);
    }

    @Test
    void ghostIsCheckedOnlyWhereItIsEnabled() {
        var spec = change(SHEET, db("a")).toBuilder();
        spec.getChangeDatabaseBuilder().setEnableGhost(true).putGhostFlags("allow-on-master", "true");

        var enabled = checkable(derive(plan(spec.build()), inputs(0, List.of()))).targets().getFirst();
        assertThat(enabled.types()).contains(CheckType.GHOST_SYNC);
        assertThat(enabled.ghostFlags()).containsExactly(entry("allow-on-master", "true"));
        assertThat(checkable(derive(plan(change(SHEET, db("a"))), inputs(0, List.of()))).targets().getFirst().types())
                .doesNotContain(CheckType.GHOST_SYNC);
    }

    @Test
    void digestFollowsWhatResultsDependOnAndNothingElse() {
        Plan plan = plan(change(SHEET, GROUP));
        String digest = derive(plan, inputs(0, List.of(db("a")))).checkDigest();

        assertThat(derive(plan.toBuilder().setTitle("other").setRevision(9).build(), inputs(0, List.of(db("a"))))
                .checkDigest()).isEqualTo(digest);
        assertThat(derive(plan, inputs(0, List.of(db("a"), db("b")))).checkDigest()).isNotEqualTo(digest);
        assertThat(derive(plan, inputs(5, List.of(db("a")))).checkDigest()).isNotEqualTo(digest);
        assertThat(derive(plan(change(OTHER, GROUP)), inputs(0, List.of(db("a")))).checkDigest()).isNotEqualTo(digest);
    }

    /** Trap 10: a sample is not the first N. */
    @Property
    void trap10SampleIsStableAndDoesNotFavourTheFirst(@ForAll @IntRange(min = 1, max = 60) int members,
            @ForAll @IntRange(min = 1, max = 60) int size, @ForAll long seed) {
        var names = new ArrayList<String>();
        for (int i = 0; i < members; i++) {
            names.add(db("d" + i));
        }
        List<String> sample = StableSample.of(names, size);
        Collections.shuffle(names, new Random(seed));

        assertThat(StableSample.of(names, size)).isEqualTo(sample).hasSize(Math.min(size, members)).isSorted()
                .isSubsetOf(names);
        // A member that leaves changes the sample by one at most.
        String gone = names.removeLast();
        List<String> without = StableSample.of(names, size);
        assertThat(without.stream().filter(sample::contains).count())
                .isGreaterThanOrEqualTo(sample.size() - (sample.contains(gone) ? 1L : 0L));
    }

    /** Trap 10: the first by name would be the same databases of every plan, and the others never looked at. */
    @Test
    void trap10SampleIsSpreadOverAllMembers() {
        List<String> members = IntStream.range(0, 1_000).mapToObj(i -> db("d%04d".formatted(i))).toList();
        List<String> sample = StableSample.of(members, 200);

        assertThat(sample).hasSize(200);
        assertThat(sample.stream().filter(members.subList(0, 200)::contains).count()).isBetween(20L, 60L);
        assertThat(sample.stream().filter(members.subList(800, 1_000)::contains).count()).isBetween(20L, 60L);
    }

    /** Trap 10: what was left out is counted, per spec, and is part of what was checked. */
    @Property
    void trap10SampleIsTakenOfEachSpecAndTheRestIsCounted(@ForAll @IntRange(min = 1, max = 30) int members,
            @ForAll @IntRange(max = 12) int size) {
        var databases = IntStream.range(0, members).mapToObj(i -> db("d" + i)).toList();
        Plan plan = plan(change(SHEET, GROUP), change(OTHER, GROUP), change(SHEET, db("alone")));
        var derived = checkable(derive(plan, inputs(size, databases)));
        int each = size == 0 ? members : Math.min(size, members);

        assertThat(derived.targets()).hasSize(2 * each + 1);
        assertThat(derived.derived()).isEqualTo(2 * members + 1);
        assertThat(derived.targets().stream().filter(t -> t.sheetSha256().equals(OTHER)).map(Target::database))
                .containsExactlyElementsOf(StableSample.of(databases, size));
        assertThat(derived.checkDigest()).as("members that are left out count, too")
                .isNotEqualTo(derive(plan, inputs(size, databases.subList(1, members))).checkDigest());
    }

    /** Neither the order of members, nor that of an earlier version of the group, nor repeated names change anything. */
    @Property
    void orderAndDigestFollowThePlanAlone(@ForAll @IntRange(min = 1, max = 20) int members,
            @ForAll @IntRange(max = 5) int size, @ForAll long seed) {
        var databases = new ArrayList<>(IntStream.range(0, members).mapToObj(i -> db("d" + i)).toList());
        Plan plan = plan(change(OTHER, GROUP), change(SHEET, GROUP));
        Derivation derived = derive(plan, inputs(size, databases));
        Collections.shuffle(databases, new Random(seed));
        databases.add(databases.getFirst());

        assertThat(derive(plan, inputs(size, databases))).isEqualTo(derived);
        var sheets = checkable(derived).targets().stream().map(Target::sheetSha256).distinct().toList();
        assertThat(sheets).as("specs in their order").containsExactly(OTHER, SHEET);
    }

    /** Trap 8: cut into slices or not, each of them is checked, once, and no database is divided. */
    @Property
    void trap8SlicesHoldEachTargetOnceAndDivideNoDatabase(@ForAll @IntRange(min = 1, max = 20) int members,
            @ForAll @IntRange(min = 1, max = 7) int slice) {
        var databases = IntStream.range(0, members).mapToObj(i -> db("d" + i)).toList();
        var derived = checkable(derive(plan(change(SHEET, GROUP), change(OTHER, GROUP)), inputs(0, databases)));
        var cut = IntStream.range(0, Math.ceilDiv(derived.databases(), slice))
                .mapToObj(i -> derived.slice(i * slice, slice)).toList();

        assertThat(cut.stream().flatMap(part -> part.targets().stream()))
                .containsExactlyInAnyOrderElementsOf(derived.targets());
        assertThat(cut).allSatisfy(part -> assertThat(part.targets().stream()
                .collect(Collectors.groupingBy(Target::database)).values()).allMatch(specs -> specs.size() == 2));
        assertThat(cut).allMatch(part -> part.derived() == derived.derived());
    }

    @Test
    void releaseIsSkippedBesideSpecsThatAreChecked() {
        var release = Plan.Spec.newBuilder().setId("r").setChangeDatabase(
                ChangeDatabase.newBuilder().addTargets(db("b")).setRelease("projects/shop/releases/1")).build();
        var derived = checkable(derive(plan(release, change(SHEET, db("a"))), inputs(0, List.of())));

        assertThat(derived.targets()).extracting(Target::database).containsExactly(db("a"));
        assertThat(derived.derived()).isEqualTo(1);
    }

    @Test
    void specOfAnUnknownKindIsAnErrorThatNamesIt() {
        var novel = Plan.Spec.newBuilder().setId("n").setUnknownFields(UnknownFieldSet.newBuilder()
                .addField(9, UnknownFieldSet.Field.newBuilder().addVarint(1).build()).build()).build();

        assertThatThrownBy(() -> derive(plan(change(SHEET, db("a")), novel), inputs(0, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("spec n has no kind that this version knows").hasMessageEndingWith("field 9");
        assertThatThrownBy(() -> derive(plan(Plan.Spec.newBuilder().setId("e").build()), inputs(0, List.of())))
                .hasMessageStartingWith("spec e ").hasMessageEndingWith("but none at all");
    }

    private static Derivation derive(Plan plan, Inputs inputs) {
        return TargetDerivation.derive(PROJECT, plan, inputs);
    }

    private static Derivation.Checkable checkable(Derivation derivation) {
        return (Derivation.Checkable) derivation;
    }

    private static Inputs inputs(int sampling, List<String> members) {
        return new Inputs(Optional.of(project(sampling)), Map.of(GROUP, new GroupRow(GROUP, 1, members, false)),
                Set.of(SHEET, OTHER));
    }

    private static ProjectRow project(int sampling) {
        return new ProjectRow(PROJECT, 1, ProjectSettings.newBuilder().setCiSamplingSize(sampling).build(), false);
    }

    private static Plan plan(Plan.Spec... specs) {
        return Plan.newBuilder().setName(PROJECT + "/plans/p").setRevision(1).addAllSpecs(List.of(specs)).build();
    }

    private static Plan.Spec change(String sheet, String target) {
        return Plan.Spec.newBuilder().setId("s-" + sheet.charAt(0))
                .setChangeDatabase(ChangeDatabase.newBuilder().addTargets(target).setSheetSha256(sheet)).build();
    }

    private static String db(String name) {
        return "instances/i/databases/" + name;
    }
}
