package dev.plangate.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ImportRulesTest {

    private static final JavaClasses CONTRACT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.plangate");

    @Test
    void knowsNoDatabaseAndNoStreams() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.apache.kafka.streams..")
                .because("an upstream service depends on this module alone").check(CONTRACT);
    }

    @Test
    void bringsNoRpc() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("io.grpc..", "com.linecorp..")
                .because("who publishes plans does not serve the API").check(CONTRACT);
    }

    @Test
    void knowsNoOtherModule() {
        noClasses().should().dependOnClassesThat(
                DescribedPredicate.describe("live in another module of Plangate",
                        type -> type.getPackageName().startsWith("dev.plangate.")
                                && !type.getPackageName().startsWith("dev.plangate.contract")
                                && !type.getPackageName().startsWith("dev.plangate.v1")))
                .because("every module depends on this one").check(CONTRACT);
    }

    @Test
    void readsNoEnvironmentAndStartsNoThread() {
        noClasses().should().callMethod(System.class, "getenv", String.class).orShould()
                .callMethod(System.class, "getenv").orShould().dependOnClassesThat()
                .areAssignableTo(Thread.Builder.class)
                .because("settings come from the caller").check(CONTRACT);
    }
}
