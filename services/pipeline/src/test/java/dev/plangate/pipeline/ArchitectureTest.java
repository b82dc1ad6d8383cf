package dev.plangate.pipeline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final String ROOT = "dev.plangate.pipeline.";
    /** Names, topic names and times of the contract module: values without Kafka or I/O. */
    private static final DescribedPredicate<JavaClass> CONTRACT_VALUES = DescribedPredicate.describe(
            "are values of the contract", type -> type.getPackageName().equals("dev.plangate.contract")
                    && Set.of("Topic", "Topics", "ProtoTime", "PlanName", "DatabaseName", "GroupName", "Sha256")
                            .contains(
                                    type.getSimpleName()));
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(
            ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.plangate.pipeline");

    @ParameterizedTest
    @ValueSource(strings = {"intake", "worker", "relay", "gate", "rollouts", "api", "webhooks", "console"})
    void a_service_never_imports_a_sibling(String service) {
        String[] siblings = Stream.of("intake", "worker", "relay", "gate", "rollouts", "api", "webhooks", "console")
                .filter(other -> !other.equals(service)).map(other -> ROOT + other + "..").toArray(String[]::new);

        noClasses().that().resideInAPackage(ROOT + service + "..").should().dependOnClassesThat()
                .resideInAnyPackage(siblings)
                .because("services start alone, and share nothing but contracts, stores and the runtime")
                .check(CLASSES);
    }

    @Test
    void jdbc_stays_in_the_database_module() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..",
                "com.zaxxer.hikari..", "org.flywaydb..").because("db hides JDBC behind stores").check(CLASSES);
    }

    @Test
    void the_environment_is_read_in_one_place() {
        noClasses().that().resideOutsideOfPackage(ROOT + "config..").should().callMethod(System.class, "getenv")
                .orShould().callMethod(System.class, "getenv", String.class)
                .because("every setting goes through Settings, which tests hand a map").check(CLASSES);
    }

    @Test
    void domains_are_pure() {
        classes().that().resideInAnyPackage("..pipeline.(*).domain..", ROOT + "targets..").should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "com.google.protobuf..", "dev.plangate.v1..",
                        "dev.plangate.db.row..", ROOT + "targets..", ROOT + "*.domain..").or(CONTRACT_VALUES))
                .because("decisions are functions over records: no Kafka, no clock, no logger").check(CLASSES);
    }

    @Test
    void intake_sees_names_of_rules_alone() {
        noClasses().that().resideInAPackage(ROOT + "intake..").should().dependOnClassesThat().resideInAnyPackage(
                "dev.plangate.checks.(*)..").orShould().dependOnClassesThat().resideInAPackage("dev.plangate.checks")
                .because("only workers and the console check SQL; who reads a project asks `review` for the names")
                .check(CLASSES);
        classes().that().resideInAPackage(ROOT + "review..").should().onlyDependOnClassesThat(resideInAnyPackage(
                "java..", "dev.plangate.v1..", "dev.plangate.checks.rule", ROOT + "text..", ROOT + "review.."))
                .because("a policy is judged by a function, without parser or target").check(CLASSES);
    }

    /** Trap 36: a share group archives a record after five deliveries, which would be a lost request. */
    @Test
    void nobody_consumes_by_a_share_group() {
        noClasses().should().dependOnClassesThat()
                .haveNameMatching("org\\.apache\\.kafka\\.clients\\.consumer\\..*Share.*")
                .because("a record is read until it is stored, however often that fails").check(CLASSES);
    }

    @Test
    void documents_are_read_without_kafka() {
        noClasses().that().resideInAPackage(ROOT + "console.document..").should().dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..").because("what people write is judged before a broker is asked")
                .check(CLASSES);
    }

    /** gRPC, the web server and the tokens' library are one service's own; who calls the API needs none of them. */
    @Test
    void the_api_alone_knows_its_server() {
        noClasses().that().resideOutsideOfPackage(ROOT + "api..").should().dependOnClassesThat().resideInAnyPackage(
                "io.grpc..", "com.linecorp.armeria..", "com.nimbusds..").because("other services start without them")
                .check(CLASSES);
        noClasses().that().resideInAPackage(ROOT + "api.auth..").should().dependOnClassesThat().resideInAnyPackage(
                "io.grpc..", "com.linecorp.armeria..").because("who somebody is does not depend on how they call")
                .check(CLASSES);
    }

    /** What the API asks for goes through the topics, like everybody's requests: it writes views of topics, and nothing else. */
    @Test
    void the_api_writes_nothing_but_its_views() {
        noClasses().that().resideInAPackage(ROOT + "api..").should().callMethodWhere(
                DescribedPredicate.describe("writes", call -> call.getTargetOwner().getPackageName()
                        .equals("dev.plangate.db")
                        && Set.of("save", "delete", "lock", "complete", "claim", "coalesce", "archive").contains(
                                call.getName())
                        && !Set.of("GateStatuses", "ApprovalRequirements").contains(
                                call.getTargetOwner().getSimpleName())))
                .because("one way in is the one that is tested").check(CLASSES);
    }

    @Test
    void config_and_runtime_know_no_service() {
        noClasses().that().resideInAnyPackage(ROOT + "config..", ROOT + "runtime..").should().dependOnClassesThat(
                resideInAPackage("dev.plangate.pipeline..")
                        .and(not(resideInAnyPackage(ROOT + "config..", ROOT + "runtime..",
                                ROOT + "text.."))))
                .because("imports run one way").check(CLASSES);
    }

    /** Trap 25: a clock that is an hour off changes nothing, because nobody looks at it; monotonic time measures spans. */
    @Test
    void nobody_asks_the_clock_of_the_process_what_time_it_is() {
        noClasses().that().resideInAnyPackage(ROOT + "intake..", ROOT + "worker..", ROOT + "relay..",
                ROOT + "rollouts..", ROOT + "webhooks..", ROOT + "consume..", ROOT + "runtime..").should()
                .callMethod(System.class, "currentTimeMillis").orShould().callMethod(Instant.class, "now").orShould()
                .dependOnClassesThat().areAssignableTo(Clock.class).orShould().dependOnClassesThat()
                .areAssignableTo(InstantSource.class).because("leases and queues go by the clock of the database")
                .check(CLASSES);
    }
}
