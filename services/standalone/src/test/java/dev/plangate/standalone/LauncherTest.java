package dev.plangate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a Maven and JDKs that only say what they were asked for. */
class LauncherTest {
    @TempDir
    Path dir;

    private Path home;
    private Path jdk;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void copyTheLauncher() throws IOException {
        home = Files.createDirectories(dir.resolve("project"));
        Files.copy(Path.of("../../plangate"), home.resolve("plangate"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("proto/src/main/java"));
        script(dir.resolve("bin/mvn"), """
                #!/bin/sh
                echo built >>"$HOME/builds"
                echo '[INFO] Building Plangate contracts 0.1.0 [1/2]'
                sleep 2
                cd "$(dirname "$0")/../project"
                mkdir -p services/bench/target
                [ ! -f broken ] || { echo '[ERROR] this is the compiler'; exit 1; }
                echo jar >services/bench/target/plangate-bench-0.1.0.jar
                echo /somewhere/library.jar >services/bench/target/classpath
                """);
        jdk = jdk("jdk-25", "25.0.1");
        jdk("jdk-21", "21.0.5");
        copyTools();
    }

    @Test
    void takesTheNewestJdkWhenJavaHomeIsTooOld() throws Exception {
        jdk("jdk-26", "26-ea");

        var run = launch(Map.of("JAVA_HOME", dir.resolve("jvm/jdk-21").toString()), "submit", "my plan.yaml");

        assertThat(run.err()).contains("building", "Plangate contracts");
        assertThat(run.out()).startsWith("jdk-26 ").contains("dev.plangate.pipeline.Main submit my plan.yaml");
        assertThat(run.exitCode()).isEqualTo(7);
    }

    @Test
    void takesJavaHomeWhenItIsNewEnough() throws Exception {
        jdk("jdk-26", "26-ea");

        assertThat(launch(Map.of("JAVA_HOME", jdk.toString())).out()).startsWith("jdk-25 ");
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
        var run = launch(Map.of("PLANGATE_JAVA_DIRS", dir.resolve("nowhere").toString()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no JDK 25 or later", "apt-get install");
    }

    @Test
    void buildsAgainOnlyWhenASourceIsNewer() throws Exception {
        launch(Map.of());
        launch(Map.of());
        assertThat(builds()).isEqualTo(1);

        var source = Files.writeString(home.resolve("proto/src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        var run = launch(Map.of());

        assertThat(builds()).isEqualTo(2);
        assertThat(run.err()).contains("is newer than the build");
    }

    @Test
    void buildsOnceWhenItIsStartedTwiceAtTheSameTime() throws Exception {
        var first = start(Map.of());
        var second = start(Map.of());

        assertThat(List.of(finish(first), finish(second)))
                .allSatisfy(run -> assertThat(run.out()).as(run.err()).startsWith("jdk-25 "));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void takesTheLockOfABuildThatWasKilled() throws Exception {
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(home.resolve("target/launcher/lock"));
        Files.writeString(home.resolve("target/launcher/lock/pid"), gone.pid() + "\n");

        assertThat(launch(Map.of()).out()).startsWith("jdk-25 ");
    }

    @Test
    void showsWhyTheBuildFailed() throws Exception {
        Files.writeString(home.resolve("broken"), "");

        var run = launch(Map.of());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("[ERROR] this is the compiler", "build.log");
        assertThat(home.resolve("target/launcher/lock")).doesNotExist();
    }

    @Test
    void worksThroughALink() throws Exception {
        Files.createSymbolicLink(dir.resolve("bin/link"), Path.of("../project/plangate"));

        assertThat(finish(start(dir.resolve("bin/link"), Map.of())).out()).startsWith("jdk-25 ");
    }

    private long builds() throws IOException {
        return Files.readAllLines(dir.resolve("builds")).size();
    }

    private Path jdk(String name, String version) throws IOException {
        var made = dir.resolve("jvm").resolve(name);
        script(made.resolve("bin/java"), "#!/bin/sh\necho %s \"$@\"\nexit 7\n".formatted(name));
        script(made.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(made.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        return made;
    }

    private Run launch(Map<String, String> environment, String... arguments) throws Exception {
        return finish(start(environment, arguments));
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        return start(home.resolve("plangate"), environment, arguments);
    }

    private Process start(Path launcher, Map<String, String> environment, String... arguments) throws IOException {
        var builder = new ProcessBuilder("sh", launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(dir.toFile());
        var variables = builder.environment();
        variables.remove("JAVA_HOME");
        // No java, so that only the directories below are looked through.
        variables.put("PATH", dir.resolve("bin") + ":" + dir.resolve("tools"));
        variables.put("HOME", dir.toString());
        variables.put("PLANGATE_JAVA_DIRS", dir.resolve("jvm").toString());
        variables.putAll(environment);
        return builder.start();
    }

    /** The usual programs without a java among them. */
    private void copyTools() throws IOException {
        for (var name : List.of("sh", "sed", "cat", "dirname", "readlink", "mkdir", "rm", "mv", "cp", "ls", "tail",
                "head", "find", "touch", "date", "sleep",
                "grep")) {
            for (var bin : List.of("/bin", "/usr/bin")) {
                var program = Path.of(bin, name);
                if (Files.exists(program)) {
                    script(dir.resolve("tools").resolve(name), "#!/bin/sh\nexec %s \"$@\"\n".formatted(program));
                }
            }
        }
    }

    private static Run finish(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), text(process.getInputStream().readAllBytes()),
                text(process.getErrorStream().readAllBytes()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
