package dev.aisle.ops;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;

@AnalyzeClasses(packages = "dev.aisle", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ofTheRuntimeOnlyRulesAreUsed =
            noClasses()
                    .that()
                    .resideInAPackage("dev.aisle.ops..")
                    .should()
                    .dependOnClassesThat(
                            describe(
                                    "are of the runtime and reach Pekko",
                                    ArchitectureTest::isActorCode))
                    .because("nodes are processes of their own; the tools share only their rules")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingDependsOnTheTools =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.aisle.ops..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.aisle.ops..")
                    .allowEmptyShould(true);

    /// Follows what the class uses within the runtime: a rule that leans on an actor is not pure.
    /// The protocols are not followed, since commands name an `ActorRef`.
    private static boolean isActorCode(JavaClass type) {
        if (!isRuntime(type)) {
            return false;
        }
        var seen = new HashSet<JavaClass>(List.of(type));
        var open = new ArrayDeque<JavaClass>(seen);
        while (!open.isEmpty()) {
            for (var dependency : open.pop().getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("org.apache.pekko")) {
                    return true;
                }
                if (isRuntime(target) && seen.add(target)) {
                    open.add(target);
                }
            }
        }
        return false;
    }

    private static boolean isRuntime(JavaClass type) {
        return type.getPackageName().startsWith("dev.aisle.runtime");
    }
}
