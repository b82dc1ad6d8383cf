package dev.plangate.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("LibPgQuery")).importPackages("dev.plangate.checks");

    @Test
    void judgingIsPure() {
        noClasses().that()
                .resideInAnyPackage("..checks.rule..", "..checks.catalog..", "..checks.summary..", "..checks.backup..",
                        "..checks.trace..", "..checks.ghost", "..checks.mysql.rule..", "..checks.mysql.catalog..",
                        "..checks.mysql.summary..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.mariadb..", "java.net..",
                        "java.io..", "java.nio.file..", "java.nio.channels..", "io.debezium..", "org.antlr..",
                        "dev.plangate.checks.target..",
                        "dev.plangate.checks.scratch..", "org.slf4j..")
                .because(
                        "rules, reports and what a trace means are functions of the parsed sheet, the catalog and what was seen")
                .check(CLASSES);
    }

    @Test
    void onlyOnePackageStartsPrograms() {
        noClasses().that().resideOutsideOfPackage("..checks.ghost.run..").should()
                .dependOnClassesThat().areAssignableTo(Process.class).orShould().dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class).orShould().callMethod(Runtime.class, "exec", String[].class)
                .because("what a worker runs beside itself has to be read in one place").check(CLASSES);
    }

    @Test
    void reportsAreTexts() {
        noClasses().that().resideInAPackage("..checks.report..").should().dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.postgresql..", "java.net..", "java.io..", "java.nio.file..",
                        "dev.plangate.checks.target..", "org.slf4j..")
                .because("a format is a function of what was found").check(CLASSES);
    }

    @Test
    void onlyTheTargetPackageSpeaksToDatabases() {
        noClasses().that().resideOutsideOfPackages("..checks.target..", "..checks.scratch..").should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.mariadb..")
                .because(
                        "what is sent to a target has to be read in one place, what is run on a scratch server in another")
                .check(CLASSES);
    }

    @Test
    void whatRunsStatementsNeverLearnsATargetsAddress() {
        noClasses().that().resideInAPackage("..checks.scratch..").should().dependOnClassesThat()
                .haveFullyQualifiedName("dev.plangate.checks.target.TargetAddress")
                .because("the plan's statements are run on a scratch server and nowhere else").check(CLASSES);
    }

    @Test
    void theEngineKnowsNeitherKafkaNorPlangatesTables() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "dev.plangate.db..", "dev.plangate.pipeline..",
                        "dev.plangate.topology..")
                .because("the engine is usable by itself").check(CLASSES);
    }

    @Test
    void theParserKnowsNothingOfWhatIsAskedOfIt() {
        noClasses().that().resideInAPackage("..checks.sql..").should().dependOnClassesThat()
                .resideInAnyPackage("..checks.rule..", "..checks.summary..", "..checks.backup..", "..checks.target..",
                        "..checks.catalog..",
                        "dev.plangate.v1..")
                .because("another engine brings another parser").check(CLASSES);
    }

    @Test
    void nobodyReadsTheEnvironment() {
        noClasses().should().callMethod(System.class, "getenv").orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("settings are read in one place, outside of this module").check(CLASSES);
    }

    @Test
    void theGrammarsOfMySqlAreKnownInOnePlace() {
        noClasses().that().resideOutsideOfPackage("dev.plangate.checks.mysql").should().dependOnClassesThat()
                .resideInAnyPackage("io.debezium..", "org.antlr..")
                .because("whose grammars they are is a detail of one package").check(CLASSES);
    }
}
