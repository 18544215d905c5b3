package org.tanist.worker.jars;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.worker.files.Texts;

/** Jars on this worker's disk, up to a size; the ones that were used longest ago go first. */
public final class JarCache {

    private static final Logger LOG = LoggerFactory.getLogger(JarCache.class);
    private static final String PREFIX = "sha256:";

    private final Path directory;
    private final long mostBytes;
    private final JarSource source;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private final Map<String, Seen> verified = new ConcurrentHashMap<>();

    /**
     * A cache.
     *
     * @param mostBytes how much it may hold; what runs keeps its own name of its jar and does not count
     */
    public JarCache(Path directory, long mostBytes, JarSource source) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.source = source;
    }

    private record Seen(long size, FileTime modified) {}

    /**
     * Gives a jar another name on the same disk, after fetching it if it is missing or damaged.
     *
     * @throws MissingJarException if there is no such jar, or {@code java -jar} cannot run it
     * @throws IOException if it cannot be had now
     */
    public void provide(String id, Path target) throws IOException {
        if (!id.matches(PREFIX + "[0-9a-f]{64}")) {
            throw new MissingJarException("'" + id + "' is not the id of a jar");
        }
        synchronized (locks.computeIfAbsent(id, key -> new Object())) {
            Path file = directory.resolve(id.substring(PREFIX.length()) + ".jar");
            if (!intact(id, file)) {
                fetch(id, file);
                makeRoom(file);
            }
            requireRunnable(id, file);
            Files.createLink(target, file);
        }
    }

    /** Read wholly once in the life of this process; after that, a file that was not touched is the same. */
    private boolean intact(String id, Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Seen now = new Seen(Files.size(file), Files.getLastModifiedTime(file));
        if (now.equals(verified.get(id))) {
            return true;
        }
        MessageDigest digest = sha256();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!id.equals(name(digest))) {
            LOG.warn("jar {} is damaged in the cache: fetching it again", id);
            Files.delete(file);
            return false;
        }
        verified.put(id, now);
        return true;
    }

    private void fetch(String id, Path file) throws IOException {
        source.fetch(id, file);
        verified.put(id, new Seen(Files.size(file), Files.getLastModifiedTime(file)));
        LOG.info("jar {} fetched: {} bytes", id, Files.size(file));
    }

    private static void requireRunnable(String id, Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue("Main-Class") == null) {
                throw new MissingJarException(
                        "jar " + id + " names no Main-Class in its manifest: java -jar cannot run it");
            }
        } catch (ZipException e) {
            throw new MissingJarException("jar " + id + " is no jar: " + e.getMessage());
        }
    }

    /** The last use is the time at which the file came: what is fetched again was needed again. */
    private synchronized void makeRoom(Path kept) throws IOException {
        // What an earlier process left in the middle of a fetch is not a jar, and goes when it is fetched the next
        // time.
        List<Path> files = new ArrayList<>(Texts.entries(directory));
        files.removeIf(file -> !file.toString().endsWith(".jar"));
        files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        long held = 0;
        for (Path file : files) {
            held += file.toFile().length();
        }
        for (Path file : files) {
            if (held > mostBytes && !file.equals(kept)) {
                held -= file.toFile().length();
                Files.deleteIfExists(file);
            }
        }
    }

    private static String name(MessageDigest digest) {
        return PREFIX + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
