package dev.plangate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table "Traps and what holds them" of DESIGN.md: each test that it names is there, and names the trap itself. */
class TrapsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String TITLE = "## Traps and what holds them";
    private static final Pattern LINE = Pattern.compile("\\| (\\d+) \\|.*\\|(.+?)\\|");
    private static final Pattern TEST = Pattern.compile("`((?:\\w+/)?)(\\w+)\\.(\\w+)`");
    private static final List<Integer> HELD = Stream
            .of(IntStream.rangeClosed(1, 39),
                    IntStream.rangeClosed(41, 54))
            .flatMap(IntStream::boxed).toList();
    private static final List<Path> TESTS = tests();

    /**
     * A line of the table.
     *
     * @param module folder above the sources, where two modules have a class of that name; else empty
     */
    record Named(int trap, String module, String type, String method) {}

    @ParameterizedTest
    @MethodSource("named")
    void isThereAndNamesItsTrap(Named test) throws IOException {
        String source = Files.readString(source(test));
        Matcher method = Pattern.compile("\\n    (?:void|abstract void|public void) " + test.method() + "\\(")
                .matcher(source);
        assertThat(method.find()).as("%s has no test %s", test.type(), test.method()).isTrue();

        String before = source.substring(0, method.start());
        // Whatever stands between the test before and this one.
        String comment = before.substring(Math.max(before.lastIndexOf("\n    }\n"), before.lastIndexOf(";\n")) + 1);
        assertThat(comment.replaceAll("\\n\\s*\\*\\s*", " ")).as("the comment of %s.%s", test.type(), test.method())
                .contains("Trap " + test.trap() + ":");
    }

    @Test
    void everyTrapIsHeldBySomeTest() {
        assertThat(named().map(Named::trap).distinct().sorted()).containsAll(HELD);
    }

    static Stream<Named> named() {
        String page;
        try {
            page = Files.readString(ROOT.resolve("services/bench/DESIGN.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String section = page.substring(page.indexOf(TITLE) + TITLE.length()).split("\n## ", 2)[0];
        return section.lines().map(LINE::matcher).filter(Matcher::matches).map(Matcher::toMatchResult)
                .flatMap(TrapsTest::tests);
    }

    private static Stream<Named> tests(MatchResult line) {
        return TEST.matcher(line.group(2)).results().map(test -> new Named(Integer.parseInt(line.group(1)),
                test.group(1), test.group(2), test.group(3)));
    }

    private static Path source(Named test) {
        List<Path> found = TESTS.stream().filter(file -> file.endsWith(test.type() + ".java"))
                .filter(file -> file.toString().contains(test.module() + "src/test/java/")).toList();
        assertThat(found).as("%s%s.java", test.module(), test.type()).hasSize(1);
        return found.getFirst();
    }

    private static List<Path> tests() {
        return Stream
                .of("proto", "db", "topology", "services/checks", "services/pipeline", "services/standalone",
                        "services/bench")
                .map(module -> ROOT.resolve(module).resolve("src/test/java"))
                .flatMap(folder -> files(folder).stream()).toList();
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
