package dev.plangate.checks.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.ghost.Directive.Given;
import dev.plangate.checks.ghost.Directive.Malformed;
import dev.plangate.checks.ghost.Directive.None;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectiveTest {
    @Test
    void isReadWhereverItsLineStands() {
        var flags = Map.of("max-lag-millis", "1500", "allow-on-master", "true", "nice-ratio", "0.5", "max-load", "a=1");
        String directive = "-- gh-ost = {\"max-lag-millis\": 1500, \"allow-on-master\": true, \"nice-ratio\": 0.5, \"max-load\": \"a=1\"}";
        for (String sheet : new String[]{directive, "\ufeff" + directive + "\r\nalter table t add a int",
                "alter table t add a int;\n\t" + directive, "select '\n-- gh-ost = x'; " + directive,
                directive.replace("-- gh-ost = ", "# GH-OST=") + "\n"}) {
            assertThat(Directive.of(sheet)).as(sheet).isEqualTo(new Given(flags));
        }
    }

    @Test
    void withoutFlagsItStillAsksForGhost() {
        assertThat(Directive.of("-- gh-ost = {}")).isEqualTo(new Given(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alter table t add a int", "-- gh-ost is nice", "-- see gh-ost = {}",
            "select '-- gh-ost = {}'", "/* -- gh-ost = {} */", "select `\n-- gh-ost = {}\n`", "--gh-ost = {}"})
    void whatIsNone(String sheet) {
        assertThat(Directive.of(sheet)).isEqualTo(new None());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -- gh-ost = {"max-lag-millis": 1500        | 35
            -- gh-ost = {max-lag-millis: 1500}         | 13
            -- gh-ost = {"a": 1} and more              | 21
            -- gh-ost = {"a": 1, "a": 2}               | 24
            -- gh-ost = {"a": {"b": 1}}                | 12
            -- gh-ost = {"a": null}                    | 12
            -- gh-ost = [1]                            | 12
            -- gh-ost =                                | 11
            -- gh-ost: {"a": 1}                        | 0
            -- gh-ost {"a": 1}                         | 0
            """)
    void whatIsMalformedIsSoAtItsPlace(String directive, int at) {
        String before = "alter table t add é int;\n";
        var found = Directive.of(before + directive);
        assertThat(found).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.at() - before.length()).as(malformed.reason()).isBetween(at - 1, at + 2);
            assertThat(malformed.reason()).contains("-- gh-ost = {\"max-lag-millis\": 1500");
        });
    }

    @Test
    void twoAreOneTooMany() {
        assertThat(Directive.of("-- gh-ost = {}\n-- gh-ost = {}")).isEqualTo(
                new Malformed(15, "The sheet has two gh-ost directives: keep one, with all flags in it."));
    }

    @Test
    void isSeenInSheetsOfOtherLanguages() {
        assertThat(Directive.isIn("select 1;\n  -- gh-ost = {\"a\": 1}\n")).isTrue();
        assertThat(Directive.isIn("-- gh-ost is nice = {}")).isFalse();
    }

    @Property(tries = 500)
    void noTextBreaksIt(@ForAll String text) {
        assertThat(Directive.of("-- gh-ost = " + text)).isNotNull();
        assertThat(SheetReader.read("alter table t " + text)).isNotNull();
    }
}
