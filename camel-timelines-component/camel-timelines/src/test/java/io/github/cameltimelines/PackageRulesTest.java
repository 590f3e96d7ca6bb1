package io.github.cameltimelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data goes one way through the packages. */
class PackageRulesTest {

    private static final String ROOT = "io.github.cameltimelines";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    /** Which of our packages each may use; the root package may use all. */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("model", Set.of()),
                    Map.entry("wire", Set.of("model")),
                    Map.entry("api", Set.of("model")),
                    Map.entry("kamelet", Set.of("model", "wire")),
                    Map.entry("registration", Set.of("api", "model")),
                    Map.entry("ledger", Set.of("model")),
                    Map.entry("subscription", Set.of("model", "wire", "ledger")),
                    Map.entry("workspace", Set.of("model", "wire", "ledger")),
                    Map.entry("erasure", Set.of("outbox", "wire", "model", "ledger")),
                    Map.entry(
                            "inbox",
                            Set.of(
                                    "fanout",
                                    "outbox",
                                    "delivery",
                                    "log",
                                    "model",
                                    "wire",
                                    "subscription",
                                    "ledger")),
                    Map.entry(
                            "fanout",
                            Set.of(
                                    "outbox",
                                    "delivery",
                                    "log",
                                    "model",
                                    "wire",
                                    "subscription",
                                    "ledger")),
                    Map.entry(
                            "outbox",
                            Set.of("delivery", "log", "model", "wire", "subscription", "ledger")),
                    Map.entry("delivery", Set.of("log", "model", "wire", "subscription", "ledger")),
                    Map.entry("log", Set.of("model", "wire", "subscription", "ledger")));

    static Set<String> packages() {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1))
                .filter(name -> !name.startsWith("emulator"))
                .collect(toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_uses_only_what_stands_to_its_right(String name) {
        assertThat(MAY_USE).as("a new package needs a rule").containsKey(name);
        String[] forbidden =
                packages().stream()
                        .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                        .map(other -> ROOT + "." + other + "..")
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void there_is_no_cycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_door_at_the_router_knows_vertx() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".emulator..")
                .and()
                .haveNameNotMatching(".*\\.inbox\\.RouterDoor(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..", "org.apache.camel.component.platform.http.vertx..")
                .check(CLASSES);
    }

    @Test
    void what_only_computes_knows_neither_camel_nor_a_database() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".model..", ROOT + ".wire..", ROOT + ".delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "java.sql..", "org.springframework..")
                .check(CLASSES);
    }
}
