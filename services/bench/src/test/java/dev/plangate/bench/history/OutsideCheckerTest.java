package dev.plangate.bench.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class OutsideCheckerTest {
    private static final JavaClasses CHECKER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.plangate.bench.history");

    @Test
    void knowsNothingButTheHistory() {
        classes().that().resideInAPackage("dev.plangate.bench.history..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.plangate.bench.history..", "java..", "com.fasterxml.jackson..", "picocli..")
                .because("a mistake in Plangate's own code must not be the checker's, too").check(CHECKER);
    }

    @Test
    void readsFilesAndNothingElse() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "java.net..")
                .because("it decides from the history alone").check(CHECKER);
    }

    @Test
    void rulesKnowNoFiles() {
        noClasses().that().resideInAnyPackage("dev.plangate.bench.history.rule..", "dev.plangate.bench.history.model..")
                .should().dependOnClassesThat().resideInAnyPackage("java.nio.file..", "java.io..",
                        "com.fasterxml.jackson..", "dev.plangate.bench.history.read..")
                .because("they are pure: History -> List<Violation>").check(CHECKER);
    }
}
