package dev.plangate.db;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The edges of the module. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.plangate.db");

    @Test
    void kafkaDoesNotEnter() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..")
                .because("stores know rows, not records"));
    }

    @Test
    void jdbcDoesNotLeave() {
        DescribedPredicate<JavaClass> jdbc = JavaClass.Predicates.resideInAnyPackage("java.sql..", "javax.sql..",
                "org.postgresql..", "com.zaxxer..");
        check(methods().that().arePublic().and().areDeclaredInClassesThat().arePublic().should()
                .notHaveRawReturnType(jdbc).andShould()
                .notHaveRawParameterTypes(DescribedPredicate.anyElementThat(jdbc))
                .because("who uses a store must not be able to hold a connection"));
    }

    @Test
    void rowsAreValues() {
        check(classes().that().resideInAPackage("..row").should().onlyDependOnClassesThat().resideInAnyPackage(
                "java.lang..", "java.util..", "java.time..", "dev.plangate.db.row..", "dev.plangate.v1..",
                "dev.plangate.contract..", "com.google.protobuf..")
                .because("a row is made and compared without a database"));
    }

    /** Trap 25: leases and queues go by the clock of the database. */
    @Test
    void nobodyReadsTheClockOfTheProcess() {
        check(noClasses().should().callMethod(java.time.Instant.class, "now").orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("leases and queues go by the clock of the database (trap 25)"));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
