package org.tanist.launcher;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers SHA-256 in native code to the whole process, where the tarball has it for this machine: C1, with which masters run, makes
 * 80 to 150 MB/s, the native code 2 GB/s, and each jar is hashed on each master. It comes last among the security providers, so only who
 * asks for it by its name uses it, and without it everything works, only slower.
 */
final class NativeDigests {
    private static final Logger LOG = LoggerFactory.getLogger(NativeDigests.class);
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private NativeDigests() {}

    /** Loads it, which takes 0.3 s of one core, on a thread of its own and of the lowest priority. */
    static void offer(Path home) {
        Path folder = home.resolve("lib").resolve("native").resolve(System.getProperty("os.arch", "unknown"));
        Thread thread = new Thread(() -> load(folder), "tanist-native-digests");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private static void load(Path folder) {
        if (!Files.isDirectory(folder)) {
            LOG.info("there is no native code for this machine in {}: jars are hashed by Java", folder);
            return;
        }
        try {
            // Never closed: the provider is for the life of the process.
            URLClassLoader loader = new URLClassLoader(jars(folder), ClassLoader.getPlatformClassLoader());
            Provider provider =
                    (Provider) loader.loadClass(PROVIDER).getField("INSTANCE").get(null);
            if (provider.getService("MessageDigest", "SHA-256") == null) {
                LOG.info("the native code in {} does not run here: jars are hashed by Java", folder);
            } else {
                Security.addProvider(provider);
            }
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            LOG.info("the native code in {} cannot be loaded: jars are hashed by Java", folder, e);
        }
    }

    private static URL[] jars(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                jars.add(url(file));
            }
        }
        return jars.toArray(new URL[0]);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
