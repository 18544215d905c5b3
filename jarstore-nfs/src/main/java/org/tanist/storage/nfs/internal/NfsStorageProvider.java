package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;

/**
 * Opens {@code file:///directory}: a directory that all masters share.
 *
 * <p>Refused with one clear sentence: a directory that is not there, is not writable, is mounted in a way that cannot be trusted, or
 * belongs to another cluster.
 */
@Component(
        property = {
            StorageProvider.PROVIDER + "=" + NfsStorageProvider.NAME,
            StorageProvider.SCHEMES + "=" + NfsStorageProvider.SCHEME
        })
public final class NfsStorageProvider implements StorageProvider {
    static final String NAME = "nfs";
    static final String SCHEME = "file";

    private static final Logger LOG = LoggerFactory.getLogger(NfsStorageProvider.class);

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    @Override
    public Storage open(StorageRoot root) throws IOException {
        Path directory = directory(root.address());
        if (!Files.isDirectory(directory)) {
            throw new IOException("'" + root.address() + "' is not a directory: mount it on every master, or make it");
        }
        Optional<Mount> mount = Mount.of(directory);
        boolean network = mount.isPresent() && mount.get().network();
        if (mount.isPresent()) {
            examine(root.address(), mount.get());
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("'" + root.address() + "' is not writable by user " + System.getProperty("user.name")
                    + ": change its owner or its mode");
        }
        String writer = root.self() + "-" + ProcessHandle.current().pid();
        NfsStorage storage = new NfsStorage(directory, writer, network);
        belong(storage, root);
        sweep(directory, root.self() + "-", writer + "-");
        return storage;
    }

    /** People write blanks as they are, programs as %20: both are understood. */
    private static Path directory(String address) throws IOException {
        String prefix = SCHEME + "://";
        if (!address.startsWith(prefix + "/")) {
            throw new IOException(
                    "'" + address + "' is no address of a shared directory: write it as file:///directory");
        }
        try {
            return Path.of(plain(address, prefix));
        } catch (InvalidPathException e) {
            throw new IOException(
                    "'" + address + "' cannot be used: this process cannot say the name (" + e.getReason()
                            + "): start it with LC_ALL=C.UTF-8",
                    e);
        }
    }

    private static String plain(String address, String prefix) {
        try {
            // Question marks and number signs are letters of a name here.
            return new URI(address.replace("?", "%3F").replace("#", "%23")).getPath();
        } catch (URISyntaxException e) {
            return address.substring(prefix.length());
        }
    }

    private void examine(String address, Mount mount) throws IOException {
        Optional<String> obstacle = mount.obstacle();
        if (obstacle.isPresent()) {
            throw new IOException("'" + address + "' cannot be used: " + obstacle.get());
        }
        if (!mount.network()) {
            warn("'" + address + "' is on this host's own file system (" + mount.type() + " on " + mount.point()
                    + "): it does not outlive this host, and masters on other hosts do not see it");
        }
        for (String advice : mount.advice()) {
            warn("'" + address + "': " + advice);
        }
    }

    /** Once: a root that cannot be used is tried again each second. */
    private void warn(String advice) {
        if (said.add(advice)) {
            LOG.warn("{}", advice);
        }
    }

    /** Makes the directory the cluster's, or refuses one that is another's. */
    private static void belong(NfsStorage storage, StorageRoot root) throws IOException {
        String cluster = root.cluster().toString();
        String owner;
        try {
            owner = storage.belong(cluster);
        } catch (IOException e) {
            boolean bare = e instanceof FileSystemException told && told.getReason() == null;
            String why = bare ? e.getMessage() + " cannot be made" : e.getMessage();
            throw new IOException(
                    "'" + root.address() + "' cannot be written to: " + why + ": mend that, or use another"
                            + " directory",
                    e);
        }
        if (owner.isBlank()) {
            throw new IOException(
                    "'" + root.address() + "' has a damaged marker ~/cluster, which is empty: put back what"
                            + " was there, or write the cluster's id into it: " + cluster);
        }
        if (!owner.equals(cluster)) {
            throw new IOException("'" + root.address() + "' holds files of cluster " + owner + ", not of " + cluster
                    + ": use another directory, or move that one away");
        }
    }

    /** Deletes the temporary files of this master's earlier processes. */
    private static void sweep(Path directory, String mine, String current) throws IOException {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(directory.resolve(SharedDirectory.OWN), mine + "*.tmp")) {
            for (Path file : left) {
                if (!file.getFileName().toString().startsWith(current)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
