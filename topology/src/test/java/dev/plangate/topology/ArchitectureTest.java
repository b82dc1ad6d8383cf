package dev.plangate.topology;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.plangate.contract.Sha256;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.plangate.topology");

    @Test
    void theDomainIsPure() {
        classes().that().resideInAPackage("..topology.domain..").should().onlyDependOnClassesThat(
                resideInAnyPackage("dev.plangate.topology.domain..", "dev.plangate.topology.approval",
                        "dev.plangate.v1", "dev.plangate.internal.v1",
                        "com.google.protobuf", "java.lang..", "java.util..").or(type(Sha256.class)))
                .because("the rule is tested without a broker, a clock or a logger").check(CLASSES);
    }

    @Test
    void approvalFindingIsPureToo() {
        classes().that().resideInAPackage("..topology.approval..").should().onlyDependOnClassesThat(
                resideInAnyPackage("dev.plangate.topology.approval..", "dev.plangate.v1", "dev.cel..",
                        "com.google.re2j", "com.google.common.collect", "com.google.protobuf", "java.lang..",
                        "java.util.."))
                .because("CEL is a function of its variables").check(CLASSES);
    }

    @Test
    void theDomainAsksForNoTimeAndNoChance() {
        noClasses().that().resideInAnyPackage("..topology.domain..", "..topology.approval..").should()
                .dependOnClassesThat().haveNameMatching(
                        "java\\.(time\\..*|util\\.(Random|concurrent\\..*|random\\..*)|lang\\.Thread|lang\\.System)")
                .because("the same events must always give the same decisions").check(CLASSES);
    }

    @Test
    void kafkaIsKnownToTheShellAlone() {
        noClasses().that().resideOutsideOfPackage("..topology.stream..").should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..").because("the shell is thin and replaceable")
                .check(CLASSES);
    }

    @Test
    void thereIsNoDatabase() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "dev.plangate.db..")
                .because("what the gate knows it knows from its topics").check(CLASSES);
    }

    /** Trap 35: what waits for stream time waits for ever on a quiet topic; the gate waits for events alone. */
    @Test
    void nothingWaitsForStreamTime() {
        noClasses().should().dependOnClassesThat().haveNameMatching(
                "org\\.apache\\.kafka\\.streams\\..*(Punctuat|Window|Suppressed|JoinWindow).*")
                .orShould().callMethodWhere(target(name("currentStreamTimeMs")))
                .because("a deadline that needs new records never comes on a quiet topic").check(CLASSES);
    }

    /** Trap 36: a share group archives a record after five deliveries, which would be a lost request. */
    @Test
    void nobodyConsumesByAShareGroup() {
        noClasses().should().dependOnClassesThat()
                .haveNameMatching("org\\.apache\\.kafka\\.clients\\.consumer\\..*Share.*")
                .because("a record is read until it is judged").check(CLASSES);
    }

    @Test
    void nobodyReadsTheEnvironment() {
        noClasses().should().callMethod(System.class, "getenv", String.class).orShould()
                .callMethod(System.class, "getenv")
                .because("settings are read in one class of the pipeline").check(CLASSES);
    }
}
