package io.github.cameltimelines.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A package for each thing that the hub does; they share the manners of the API, and the kinds of
 * pages what stands in the package above them. Nothing else.
 */
class PackageRulesTest {

    private static final String ROOT = "io.github.cameltimelines.hub";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    /** They put the others together. */
    private static final Set<String> WHOLE = Set.of(ROOT, ROOT + ".standalone");

    static Stream<String> parts() {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> !WHOLE.contains(name));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void a_part_knows_only_itself_and_what_is_shared(String part) {
        String[] others =
                Stream.concat(WHOLE.stream(), parts())
                        .filter(name -> !name.equals(part) && !name.equals(ROOT + ".api"))
                        .filter(name -> !part.startsWith(name + "."))
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(part)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    void the_hub_does_not_know_that_it_can_run_by_itself() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".standalone")
                .check(CLASSES);
    }
}
