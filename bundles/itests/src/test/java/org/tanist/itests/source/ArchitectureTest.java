package org.tanist.itests.source;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The invariants of ARCHITECTURE.md that can be read off the classes. */
class ArchitectureTest {
    private static final String[] ANNOTATIONS = {
        "org.osgi.annotation..", "org.jspecify.annotations..", "com.google.errorprone.annotations.."
    };
    private static final String[] CORE = {
        "org.tanist.cluster",
        "org.tanist.election",
        "org.tanist.journal",
        "org.tanist.journal.group",
        "org.tanist.storage",
        "org.tanist.storage.kit",
        "org.tanist.service"
    };
    private static final String[] SPI = {
        "org.tanist.election",
        "org.tanist.journal",
        "org.tanist.journal.group",
        "org.tanist.storage",
        "org.tanist.storage.kit",
        "org.tanist.service"
    };

    /** Where each vendor's packages may be used. */
    private static final Map<String, List<String>> VENDORS = Map.ofEntries(
            Map.entry("org.apache.ratis..", List.of("election-raft")),
            Map.entry("org.apache.hadoop..", List.of("jarstore-hdfs")),
            Map.entry("org.apache.zookeeper..", List.of("election-zk", "bundles/client-zookeeper")),
            Map.entry("com.vaadin..", List.of("console")),
            Map.entry("jakarta.servlet..", List.of("bundles/http", "console")),
            Map.entry("org.eclipse.jetty..", List.of("bundles/http")),
            Map.entry("io.prometheus..", List.of("bundles/http")),
            Map.entry("io.micrometer..", List.of("bundles/http")),
            Map.entry("org.pcollections..", List.of("bundles/registry", "bundles/applications")),
            Map.entry("com.typesafe.config..", List.of("bundles/configuration", "bundles/cli")),
            Map.entry("picocli..", List.of("bundles/cli", "distribution/launcher")),
            // The API is asked by Felix' web server before all else, which is the only way to its errors.
            Map.entry("org.apache.felix..", List.of("distribution/launcher", "bundles/http")));

    private static final Set<String> WALL_CLOCK = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now");
    private static final Set<String> MONOTONIC_CLOCK = Set.of("java.lang.System.nanoTime");
    private static final List<String> THREAD_MAKERS =
            List.of("java.lang.Thread.<init>", "java.util.Timer.<init>", "java.util.concurrent.ForkJoinPool.<init>");
    private static final List<String> RANDOMNESS = List.of(
            "java.util.Random.<init>",
            "java.lang.Math.random",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.security.SecureRandom.<init>");

    private static DescribedPredicate<JavaAccess<?>> to(String what, Iterable<String> members) {
        return DescribedPredicate.describe(what, access -> {
            String member = access.getTargetOwner().getFullName() + "."
                    + access.getTarget().getName();
            for (String one : members) {
                if (member.equals(one)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Pools that are not given a factory make nameless threads of their own. */
    private static DescribedPredicate<JavaAccess<?>> toPoolsWithoutFactory() {
        return DescribedPredicate.describe("a pool without a thread factory", access -> {
            String owner = access.getTargetOwner().getFullName();
            boolean pool = owner.equals("java.util.concurrent.Executors") || owner.endsWith("ThreadPoolExecutor");
            boolean makes = access.getTarget().getName().startsWith("new")
                    || access.getTarget().getName().equals("<init>");
            return pool
                    && makes
                    && access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                    && target.getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(ThreadFactory.class));
        });
    }

    private static DescribedPredicate<JavaAccess<?>> toExecutors() {
        return DescribedPredicate.describe("Executors.new…, or a pool", access -> {
            String owner = access.getTargetOwner().getFullName();
            return owner.equals("java.util.concurrent.Executors")
                            && access.getTarget().getName().startsWith("new")
                    || owner.endsWith("ThreadPoolExecutor")
                            && access.getTarget().getName().equals("<init>");
        });
    }

    @Test
    void coreNeedsOnlyTheJdk() {
        JavaClasses core = Sources.classes("bundles/core");
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..")
                        .or(resideInAnyPackage(CORE))
                        .or(resideInAnyPackage(ANNOTATIONS)))
                .check(core);
        noClasses()
                .that()
                .resideInAPackage("org.tanist.cluster")
                .should()
                .dependOnClassesThat(resideInAnyPackage(SPI))
                .check(core);
    }

    @TestFactory
    List<DynamicTest> eachVendorIsUsedInItsBundleOnly() {
        return VENDORS.entrySet().stream()
                .map(vendor -> DynamicTest.dynamicTest(
                        vendor.getKey(),
                        () -> Sources.MODULES.stream()
                                .filter(module -> !module.endsWith("itests") && !module.endsWith("testkit"))
                                .filter(module -> !vendor.getValue().contains(module))
                                .forEach(module -> noClasses()
                                        .should()
                                        .dependOnClassesThat(resideInAPackage(vendor.getKey()))
                                        .allowEmptyShould(true)
                                        .because(module + " must not know it")
                                        .check(Sources.classes(module)))))
                .toList();
    }

    @Test
    void nothingAboveAProviderKnowsIt() {
        for (String provider : List.of("org.tanist.election.raft..", "org.tanist.election.zookeeper..")) {
            noClasses()
                    .that(not(resideInAPackage(provider)))
                    .should()
                    .dependOnClassesThat(resideInAPackage(provider))
                    .check(Sources.shipped());
        }
    }

    @Test
    void layersPointDownwards() {
        onlyKnows("bundles/configuration", "org.tanist.configuration..");
        onlyKnows(
                "bundles/registry",
                "org.tanist.registry..",
                "org.tanist.cluster",
                "org.tanist.service",
                "org.tanist.journal");
        onlyKnows("bundles/storage-local", "org.tanist.storage..", "org.tanist.cluster");
        onlyKnows("jarstore-nfs", "org.tanist.storage..", "org.tanist.cluster");
        onlyKnows("jarstore-hdfs", "org.tanist.storage..", "org.tanist.cluster");
        onlyKnows(
                "bundles/applications",
                "org.tanist.applications..",
                "org.tanist.configuration",
                "org.tanist.cluster",
                "org.tanist.service",
                "org.tanist.journal");
        onlyKnows(
                "election-raft",
                "org.tanist.election.raft..",
                "org.tanist.cluster",
                "org.tanist.election",
                "org.tanist.journal..");
        onlyKnows(
                "election-zk",
                "org.tanist.election.zookeeper..",
                "org.tanist.cluster",
                "org.tanist.election",
                "org.tanist.journal..");
        onlyKnows(
                "bundles/master",
                "org.tanist.master..",
                "org.tanist.control",
                "org.tanist.configuration",
                "org.tanist.cluster",
                "org.tanist.election",
                "org.tanist.journal",
                "org.tanist.storage",
                "org.tanist.service");
        noClasses()
                .that()
                .resideInAPackage("org.tanist.control")
                .should()
                .dependOnClassesThat(resideInAPackage("org.tanist.master.."))
                .check(Sources.classes("bundles/master"));
    }

    @Test
    void whatUsersMeetKnowsOnlyTheDoorOfAMasterOrTheClient() {
        onlyKnows(
                "bundles/http",
                "org.tanist.http..",
                "org.tanist.control",
                "org.tanist.configuration",
                "org.tanist.cluster",
                "org.tanist.service",
                "org.tanist.journal");
        onlyKnows(
                "console",
                "org.tanist.console..",
                "org.tanist.control",
                "org.tanist.configuration",
                "org.tanist.cluster",
                "org.tanist.journal");
        onlyKnows("bundles/client", "org.tanist.client..");
        onlyKnows("bundles/client-zookeeper", "org.tanist.client..");
        onlyKnows("bundles/cli", "org.tanist.cli..", "org.tanist.client..");
        onlyKnows("bundles/worker", "org.tanist.worker..", "org.tanist.client..");
        onlyKnows("distribution/examples/applications", "org.tanist.example..");
        onlyKnows("distribution/launcher", "org.tanist.launcher..", "org.tanist.configuration..");
    }

    private static void onlyKnows(String module, String... packages) {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.tanist..").and(not(resideInAnyPackage(packages))))
                .because(module + " is in a layer that may know " + List.of(packages) + " only")
                .allowEmptyShould(true)
                .check(Sources.classes(module));
    }

    @Test
    void internalPackagesAreUsedInTheirBundleOnly() {
        for (String module : Sources.MODULES) {
            if (!module.endsWith("itests")) {
                JavaClasses own = Sources.classes(module);
                Set<String> names =
                        Set.copyOf(own.stream().map(JavaClass::getPackageName).toList());
                noClasses()
                        .should()
                        .dependOnClassesThat(resideInAPackage("org.tanist..internal..")
                                .and(DescribedPredicate.describe(
                                        "another bundle's", type -> !names.contains(type.getPackageName()))))
                        .allowEmptyShould(true)
                        .check(own);
            }
        }
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("org.tanist.(**)").should().beFreeOfCycles().check(Sources.shipped());
    }

    /** What the simulator drives must get its time, its chance and its threads from outside. */
    @Test
    void onlyRuntimePackagesOfTheMasterReadClocksOrMakeThreads() {
        JavaClasses simulated = Sources.classes(
                "bundles/core",
                "bundles/master",
                "bundles/registry",
                "bundles/storage-local",
                "bundles/applications",
                "jarstore-nfs");
        noClasses()
                .that(not(resideInAPackage("..runtime..")))
                .should()
                .accessTargetWhere(to("a clock", WALL_CLOCK)
                        .or(to("the monotonic clock", MONOTONIC_CLOCK))
                        .or(to("randomness", RANDOMNESS))
                        .or(to("a thread", THREAD_MAKERS))
                        .or(toExecutors()))
                .check(simulated);
    }

    /** A jump of the wall clock changes no decision, because nothing that decides can see it. */
    @Test
    void nothingThatDecidesReadsTheWallClock() {
        noClasses()
                .that(not(resideInAPackage("..runtime..")))
                .should()
                .accessTargetWhere(to("the wall clock", WALL_CLOCK))
                .check(Sources.classes(
                        "election-raft",
                        "election-zk",
                        "jarstore-hdfs",
                        "bundles/http",
                        "bundles/configuration",
                        "bundles/client",
                        "bundles/worker"));
    }

    /** Providers and the web layer have real threads; each bundle makes them in one place, where they get their names. */
    @Test
    void threadsAreMadeInOnePlaceOfEachBundle() {
        noClasses()
                .that(not(resideInAPackage("..runtime.."))
                        .and(not(simpleNameEndingWith("Threads")))
                        .and(not(simpleNameEndingWith("Daemons"))))
                .should()
                .accessTargetWhere(to("a thread", THREAD_MAKERS).or(toPoolsWithoutFactory()))
                .check(Sources.classes(
                        "election-raft",
                        "election-zk",
                        "jarstore-hdfs",
                        "bundles/http",
                        "bundles/configuration",
                        "bundles/client",
                        "bundles/worker",
                        "console"));
    }

    @Test
    void osgiContextStaysInRuntimePackages() {
        noClasses()
                .that(not(resideInAPackage("..runtime..")).and(not(resideInAPackage("org.tanist.launcher.."))))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "the bundle context or an activator",
                        type -> Set.of("org.osgi.framework.BundleContext", "org.osgi.framework.BundleActivator")
                                .contains(type.getFullName())))
                .check(Sources.shipped());
    }

    @Test
    void nothingAsksWhichProviderItHas() {
        noClasses()
                .should()
                .callMethod(Class.class, "forName", String.class)
                .check(Sources.classes("bundles/core", "bundles/master", "bundles/registry", "bundles/http"));
    }
}
