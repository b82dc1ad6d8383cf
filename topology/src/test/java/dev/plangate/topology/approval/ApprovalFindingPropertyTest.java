package dev.plangate.topology.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Random rules over random changes: less knowledge never asks for less, and there is always an answer. */
class ApprovalFindingPropertyTest {
    private static final List<String> ATOMS = List.of("affected_rows > 100", "affected_rows <= 1000",
            "'prod' in environments", "environments.all(e, e != 'prod')", "'UPDATE' in statement_types",
            "size(statement_types) == 1", "engines == ['MYSQL']", "changed_tables.exists(t, t.startsWith('a.'))",
            "changed_tables.exists(t, t == 'a.x' && affected_rows > 10)", "targets_checked < targets_derived",
            "targets_derived > 5", "project == 'projects/shop'", "changed_tables == []", "true", "false");

    @Property(tries = 1_500)
    void lessKnowledgeNeverAsksForLess(@ForAll("rules") List<Rule> rules, @ForAll("facts") Facts facts,
            @ForAll @IntRange(max = 127) int few, @ForAll @IntRange(max = 127) int more) {
        var known = ApprovalFinding.of(rules, Changes.without(facts, few));
        var less = ApprovalFinding.of(rules, Changes.without(facts, few | more));

        assertThat(less.ruling().covers(known.ruling())).as("%s (%s) covers %s (%s)", less.ruling(), less.reason(),
                known.ruling(), known.reason()).isTrue();
        assertThat(less.noApprovalNeeded() && !known.noApprovalNeeded()).isFalse();
    }

    @Property(tries = 1_500)
    void whatIsDecidedStaysSo(@ForAll("conditions") String text, @ForAll("facts") Facts facts,
            @ForAll @IntRange(max = 127) int unknown) {
        var condition = ((Compiled.Sound) CelLanguage.compile(text)).condition();

        var all = condition.over(facts);

        assertThat(all).as("over known facts").isInstanceOf(Truth.Decided.class);
        assertThat(condition.over(Changes.without(facts, unknown))).isIn(all, new Truth.Unknown());
    }

    @Property(tries = 1_000)
    void everyTextIsReadOrRefused(@ForAll("texts") String text) {
        switch (CelLanguage.compile(text)) {
            case Compiled.Sound(var condition, var _) ->
                assertThat(condition.over(Changes.KNOWN)).isInstanceOf(Truth.Decided.class);
            case Compiled.Faulty(var line, var column, var reason) -> {
                assertThat(line).isPositive();
                assertThat(column).isPositive();
                assertThat(reason).isNotBlank();
            }
        }
    }

    @Property(tries = 1_000)
    void whatTwoFlowsAskForTogetherCoversBoth(@ForAll("rulings") Ruling one, @ForAll("rulings") Ruling other) {
        assertThat(one.and(other).covers(one)).isTrue();
        assertThat(one.and(other).covers(other)).isTrue();
        assertThat(one.covers(one)).isTrue();
    }

    @Provide
    Arbitrary<String> conditions() {
        return Arbitraries.recursive(() -> Arbitraries.of(ATOMS), part -> Combinators
                .combine(part, part, Arbitraries.integers().between(0, 3)).as((left, right, kind) -> switch (kind) {
                    case 0 -> "(" + left + " && " + right + ")";
                    case 1 -> "(" + left + " || " + right + ")";
                    case 2 -> "!" + (left.startsWith("(") ? left : "(" + left + ")");
                    default -> "(" + left + " ? " + right + " : " + left + ")";
                }), 0, 2);
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        return Combinators.combine(conditions(), rulings()).as((text, ruling) -> new Rule(text,
                ((Compiled.Sound) CelLanguage.compile(text)).condition(), ruling)).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<Ruling> rulings() {
        var steps = Combinators.combine(Arbitraries.of("a", "b", "c").set().ofMinSize(1).ofMaxSize(2),
                Arbitraries.integers().between(1, 3)).as((roles, required) -> new Step(List.copyOf(roles), required));
        return Combinators.combine(Arbitraries.of(Risk.class), steps.list().uniqueElements(Step::roles).ofMaxSize(3),
                Arbitraries.of(true, false)).as((risk, flow, ordered) -> new Ruling(risk, new Flow(flow, ordered)));
    }

    @Provide
    Arbitrary<Facts> facts() {
        return Combinators.combine(some("UPDATE", "ALTER_TABLE"), Arbitraries.of(0L, 50L, 500L, 5_000L),
                some("prod", "test"), some("MYSQL", "POSTGRES"), some("a.x", "a.y", "b.z"),
                Arbitraries.longs().between(0, 9), Arbitraries.longs().between(0, 9))
                .as((types, rows, environments, engines, tables, checked, derived) -> new Facts("projects/shop",
                        Optional.of(types), OptionalLong.of(rows), Optional.of(environments), Optional.of(engines),
                        Optional.of(tables), OptionalLong.of(checked), OptionalLong.of(derived)));
    }

    @Provide
    Arbitrary<String> texts() {
        var parts = new ArrayList<>(ATOMS);
        parts.addAll(List.of("(", ")", "[", "]", "'", "&&", "||", "!", "?", ":", ".", "9223372036854775808", "u",
                "matches('(((((')", "exists(", "in", "\u0000", "\ud83d\ude00", "{", "}", "dyn(1)", "//", "\n"));
        return Arbitraries.of(parts).list().ofMaxSize(8).map(list -> String.join(" ", list));
    }

    private static Arbitrary<List<String>> some(String... values) {
        return Arbitraries.of(values).list().uniqueElements().ofMaxSize(values.length);
    }
}
