package dev.plangate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.plangate.v1.DatabaseGroup;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceNamesTest {

    @Test
    void takesNamesApart() {
        assertThat(PlanName.parse("projects/shop/plans/A-1")).isEqualTo(new PlanName("shop", "A-1"))
                .hasToString("projects/shop/plans/A-1").extracting(PlanName::projectName).isEqualTo("projects/shop");
        assertThat(DatabaseName.parse("instances/eu-1/databases/Orders 2"))
                .isEqualTo(new DatabaseName("eu-1", "Orders 2"))
                .hasToString("instances/eu-1/databases/Orders 2");
        assertThat(GroupName.parse("projects/shop/databaseGroups/all")).isEqualTo(new GroupName("shop", "all"))
                .hasToString("projects/shop/databaseGroups/all").extracting(GroupName::projectName)
                .isEqualTo("projects/shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop", "projects/shop/plans/", "projects/Shop/plans/1", "projects/shop/plans/1/",
            "projects/shop/plans/1\n", "projects/shop/plans/a_b", " projects/shop/plans/1",
            "projects/shop/plans/1/rollouts/1"})
    void saysWhichPatternIsWanted(String name) {
        assertThatThrownBy(() -> PlanName.parse(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("got \"" + name
                        + "\", wanted projects/([a-z][a-z0-9-]{0,62})/plans/([a-zA-Z0-9][a-zA-Z0-9-]{0,62})");
    }

    @Test
    void doesNotRepeatALongText() {
        assertThatThrownBy(() -> DatabaseName.parse("x".repeat(100_000))).hasMessageStartingWith(
                "got a text of 100000 characters, wanted instances/");
    }

    @Test
    void namesThePartThatIsWrong() {
        assertThatThrownBy(() -> new PlanName("shop", "a/b")).hasMessageStartingWith("plan: got \"a/b\", wanted ");
        assertThatThrownBy(() -> new DatabaseName("i", "a/b")).hasMessageStartingWith("database: got \"a/b\", wanted ");
        assertThatThrownBy(() -> new GroupName("S", "g")).hasMessageStartingWith("project: got \"S\", wanted ");
    }

    @Property
    void plansAreNamedAsTheSchemaSays(@ForAll("nearlyPlans") String name) {
        assertThat(parses(PlanName::parse, name))
                .isEqualTo(isValid("name", Samples.plan().toBuilder().setName(name).build()));
    }

    @Property
    void groupsAreNamedAsTheSchemaSays(@ForAll("nearlyGroups") String name) {
        assertThat(parses(GroupName::parse, name))
                .isEqualTo(isValid("name", DatabaseGroup.newBuilder().setName(name).setVersion(1).build()));
    }

    @Property
    void databasesAreNamedAsTheSchemaSays(@ForAll("nearlyDatabases") String name) {
        assertThat(parses(DatabaseName::parse, name)).isEqualTo(
                isValid("databases", Samples.group().toBuilder().clearDatabases().addDatabases(name).build()));
    }

    @Property
    void writtenNamesAreReadBack(@ForAll("nearlyPlans") String name) {
        if (parses(PlanName::parse, name)) {
            assertThat(PlanName.parse(name)).hasToString(name);
        }
    }

    @Provide
    Arbitrary<String> nearlyPlans() {
        return nearly("projects/", "/plans/");
    }

    @Provide
    Arbitrary<String> nearlyGroups() {
        return nearly("projects/", "/databaseGroups/");
    }

    @Provide
    Arbitrary<String> nearlyDatabases() {
        return nearly("instances/", "/databases/");
    }

    private static Arbitrary<String> nearly(String first, String second) {
        Arbitrary<String> id = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.strings().withChars("abz019-").ofMinLength(0).ofMaxLength(65)),
                Tuple.of(1, Arbitraries.strings().withChars("aA1-/_ \n\u0000\u001f\u00e9").ofMaxLength(4)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(130)));
        return Combinators.combine(id, id).as((a, b) -> first + a + second + b);
    }

    private static boolean parses(Function<String, ?> parse, String name) {
        try {
            return parse.apply(name) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isValid(String field, Message message) {
        return Validation.violations(message).stream().noneMatch(text -> text.startsWith(field));
    }
}
