package dev.aisle.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

@AnalyzeClasses(packages = "dev.aisle", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /// What a rule must be told instead of asking, by owner. References such as `Instant::now`
    /// count as calls.
    private static final Map<String, Set<String>> CLOCKS_AND_CHANCE =
            Map.of(
                    "java.time.Instant", Set.of("now"),
                    "java.time.LocalDate", Set.of("now"),
                    "java.time.LocalDateTime", Set.of("now"),
                    "java.time.OffsetDateTime", Set.of("now"),
                    "java.time.ZonedDateTime", Set.of("now"),
                    "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"),
                    "java.time.InstantSource", Set.of("system"),
                    "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
                    "java.util.UUID", Set.of("randomUUID"),
                    "java.lang.Math", Set.of("random"));

    @ArchTest
    static final ArchRule featuresMeetOnlyInProtocols =
            slices().matching("dev.aisle.runtime.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(alwaysTrue(), resideInAPackage("dev.aisle.runtime.kernel.."))
                    .ignoreDependency(resideInAPackage("dev.aisle.runtime.node.."), alwaysTrue())
                    .because("only the node, where all is put together, sees more than one");

    @ArchTest
    static final ArchRule modulesPointOneWay =
            noClasses()
                    .that()
                    .resideInAnyPackage("dev.aisle.protocols..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("dev.aisle..")
                                    .and(not(resideInAPackage("dev.aisle.protocols.."))))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule protocolsKnowPekkoForActorRefAlone =
            noClasses()
                    .that()
                    .resideInAPackage("dev.aisle.protocols..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.apache.pekko..")
                                    .and(not(describe("ActorRef", ArchitectureTest::isActorRef))))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule rulesKnowNoActors =
            noClasses()
                    .that()
                    .areRecords()
                    .and()
                    .resideInAPackage("dev.aisle.runtime..")
                    .and()
                    .resideOutsideOfPackage("dev.aisle.runtime.node..")
                    .and()
                    .haveSimpleNameNotEndingWith("Settings")
                    .and(not(insideAShell()))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "org.apache.pekko..", "com.typesafe.config..", "io.grpc.."))
                    .because("the simulation and the replay run the same rules without actors")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeAndChanceArePassedIn =
            noClasses()
                    .that()
                    .resideInAPackage("dev.aisle..")
                    .and()
                    .resideOutsideOfPackage("dev.aisle.runtime.node..")
                    .should()
                    .accessTargetWhere(
                            describe("it is a clock or chance", ArchitectureTest::asksClockOrDice))
                    .because(
                            "a decision must replay the same way in production, in a test and in"
                                    + " the simulation")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule settingsAreRecords =
            classes()
                    .that()
                    .resideInAPackage("dev.aisle.runtime..")
                    .and()
                    .haveSimpleNameEndingWith("Settings")
                    .should()
                    .beRecords()
                    .allowEmptyShould(true);

    private static boolean isActorRef(JavaClass type) {
        return type.isEquivalentTo(ActorRef.class);
    }

    private static boolean asksClockOrDice(JavaAccess<?> access) {
        var target = access.getTarget();
        return CLOCKS_AND_CHANCE
                .getOrDefault(target.getOwner().getName(), Set.of())
                .contains(target.getName());
    }

    /// A shell's private messages are its own affair, actor references included.
    private static DescribedPredicate<JavaClass> insideAShell() {
        return describe(
                "inside a shell",
                type -> {
                    var outermost = type;
                    while (outermost.getEnclosingClass().isPresent()) {
                        outermost = outermost.getEnclosingClass().get();
                    }
                    var name = outermost.getSimpleName();
                    return name.endsWith("Entity") || name.endsWith("Stream");
                });
    }
}
