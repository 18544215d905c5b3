package org.tanist.itests.source;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The modules of the repository, as files and as classes. */
final class Sources {
    /** All modules with Java code of their own, as folders. */
    static final List<String> MODULES = List.of(
            "bundles/core",
            "bundles/configuration",
            "bundles/testkit",
            "bundles/master",
            "bundles/registry",
            "bundles/storage-local",
            "bundles/applications",
            "bundles/http",
            "bundles/client",
            "bundles/client-zookeeper",
            "bundles/cli",
            "bundles/worker",
            "bundles/itests",
            "election-raft",
            "jarstore-nfs",
            "jarstore-hdfs",
            "election-zk",
            "console",
            "distribution/launcher",
            "distribution/examples/counter",
            "distribution/examples/applications");

    private static final Map<List<Path>, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

    private Sources() {}

    /** The folder of the repository. */
    static Path root() {
        return Path.of(System.getProperty("tanist.root", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    /** Compiled main classes of modules. */
    static JavaClasses classes(String... modules) {
        List<Path> folders = Arrays.stream(modules)
                .filter(Sources::hasCode)
                .map(module -> root().resolve(module).resolve("target/classes"))
                .toList();
        folders.stream()
                .filter(folder -> !Files.isDirectory(folder))
                .findFirst()
                .ifPresent(folder -> {
                    throw new IllegalStateException("not compiled: " + folder);
                });
        return IMPORTED.computeIfAbsent(
                folders,
                all -> new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
                        .withImportOption(location -> location.contains("/org/tanist/"))
                        .importPaths(all));
    }

    private static boolean hasCode(String module) {
        return Files.isDirectory(root().resolve(module).resolve("src/main/java"));
    }

    /** Compiled main classes of all shipped modules. */
    static JavaClasses shipped() {
        return classes(MODULES.stream()
                .filter(m -> !m.endsWith("itests") && !m.endsWith("testkit"))
                .toArray(String[]::new));
    }

    /** Files below the repository's folder that a person wrote. */
    static List<Path> files(Predicate<Path> which) {
        try (Stream<Path> all = Files.walk(root())) {
            return all.filter(Files::isRegularFile)
                    .filter(Sources::written)
                    .filter(which)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean written(Path file) {
        String name = "/" + root().relativize(file);
        return Stream.of("/target/", "/.git/", "/node_modules/", "/generated/").noneMatch(name::contains);
    }

    /** A file's text. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path as people name it. */
    static String name(Path file) {
        return root().relativize(file).toString();
    }
}
