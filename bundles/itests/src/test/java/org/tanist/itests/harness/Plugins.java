package org.tanist.itests.harness;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Bundles for {@code plugins/}. */
public final class Plugins {
    private Plugins() {}

    /** The example service of the tarball, dropped into a home's plugins/. */
    public static void dropExample(Path home, String name) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("examples"))) {
            Path jar = files.filter(p -> p.getFileName().toString().endsWith(".jar"))
                    .filter(p -> p.getFileName().toString().contains(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no jar of the example " + name + " in " + home));
            Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes a bundle of a package of these tests and drops it into a home's plugins/. */
    public static void drop(Path home, String name, String packageName) {
        try (Builder builder = new Builder()) {
            for (String entry : List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))) {
                // Hadoop's servers are on the class path, too: 100 MB that no plugin here wants, and bnd would index.
                if (Files.exists(Path.of(entry)) && !entry.contains("hadoop")) {
                    builder.addClasspath(Path.of(entry).toFile());
                }
            }
            builder.setProperty("Bundle-SymbolicName", name);
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.setProperty("Private-Package", packageName);
            builder.setProperty("-noimportjava", "true");
            Jar jar = builder.build();
            if (!builder.isOk()) {
                throw new AssertionError("bnd: " + builder.getErrors());
            }
            jar.write(home.resolve("plugins").resolve(name + ".jar").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError("cannot build " + name, e);
        }
    }
}
