package org.tanist.worker.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.worker.harness.SampleJar;

class JarCacheTest {
    @TempDir
    private Path folder;

    private final Map<String, byte[]> masters = new HashMap<>();
    private int fetched;
    private Path cacheFolder;
    private JarCache cache;
    private String id;

    @BeforeEach
    void make() throws Exception {
        cacheFolder = Files.createDirectory(folder.resolve("jars"));
        byte[] bytes = SampleJar.bytes(true);
        id = SampleJar.id(bytes);
        masters.put(id, bytes);
        cache = cache(1 << 20);
    }

    private JarCache cache(long most) {
        return new JarCache(cacheFolder, most, (name, file) -> {
            fetched++;
            if (!masters.containsKey(name)) {
                throw new MissingJarException("no such jar");
            }
            Files.write(file, masters.get(name));
        });
    }

    private Path cached() {
        return cacheFolder.resolve(id.substring(7) + ".jar");
    }

    @Test
    void aJarIsFetchedOnceAndLinkedForEachRun() throws Exception {
        cache.provide(id, folder.resolve("one.jar"));
        cache.provide(id, folder.resolve("two.jar"));
        assertThat(fetched).isEqualTo(1);
        assertThat(folder.resolve("two.jar")).hasBinaryContent(masters.get(id));
    }

    @Test
    void aDamagedJarIsFetchedAnew() throws Exception {
        cache.provide(id, folder.resolve("one.jar"));
        Files.writeString(cached(), "damaged");
        cache(1 << 20).provide(id, folder.resolve("two.jar"));
        assertThat(fetched).isEqualTo(2);
        assertThat(folder.resolve("two.jar")).hasBinaryContent(masters.get(id));
    }

    @Test
    void aJarThatSomebodyWroteToWhileItWasInUseIsFetchedAnew() throws Exception {
        cache.provide(id, folder.resolve("one.jar"));
        Files.writeString(folder.resolve("one.jar"), "through the other name");
        cache.provide(id, folder.resolve("two.jar"));
        assertThat(folder.resolve("two.jar")).hasBinaryContent(masters.get(id));
    }

    @Test
    void whatIsOverTheSizeGoesButNotWhatRuns() throws Exception {
        JarCache small = cache(10);
        small.provide(id, folder.resolve("one.jar"));
        byte[] other = java.util.Objects.requireNonNull(masters.get(id)).clone();
        // The time of the first entry: other bytes, and a jar all the same.
        other[10] ^= 2;
        masters.put(SampleJar.id(other), other);
        small.provide(SampleJar.id(other), folder.resolve("two.jar"));
        assertThat(cached()).doesNotExist();
        assertThat(folder.resolve("one.jar")).hasBinaryContent(masters.get(id));
    }

    @Test
    void whatIsNoIdIsNotAskedFor() {
        assertThatThrownBy(() -> cache.provide("../../etc/passwd", folder.resolve("x")))
                .isInstanceOf(MissingJarException.class);
        assertThat(fetched).isZero();
    }

    @Test
    void whatCannotBeHadNowIsNoMissingJar() {
        JarCache broken = new JarCache(cacheFolder, 10, (name, file) -> {
            throw new IOException("the line broke");
        });
        assertThatThrownBy(() -> broken.provide(id, folder.resolve("x")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(MissingJarException.class);
    }
}
