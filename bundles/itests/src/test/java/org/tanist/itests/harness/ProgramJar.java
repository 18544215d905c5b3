package org.tanist.itests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs the tests' program, or finds one that others wrote. */
public final class ProgramJar {
    private static final String MAIN = "org.tanist.itests.program.Program";

    private ProgramJar() {}

    /** The program as a jar; a note in it makes other bytes of it. */
    public static Path of(String note) {
        Path file = Tarball.fresh("program").resolve("program.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MAIN);
        manifest.getMainAttributes().put(new Attributes.Name("Note"), note);
        String entry = MAIN.replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream in =
                        Objects.requireNonNull(ProgramJar.class.getClassLoader().getResourceAsStream(entry))) {
            jar.putNextEntry(new JarEntry(entry));
            in.transferTo(jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** WireMock's standalone server: the foreign application. */
    public static Path wiremock() {
        return Path.of(Objects.requireNonNull(System.getProperty("tanist.wiremock"), "tanist.wiremock"));
    }
}
