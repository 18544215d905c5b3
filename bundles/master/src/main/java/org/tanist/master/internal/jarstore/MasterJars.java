package org.tanist.master.internal.jarstore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterStatus.JarStoreInfo;
import org.tanist.control.JarCheck;
import org.tanist.control.JarContent;
import org.tanist.control.JarCopy;
import org.tanist.control.JarStore;
import org.tanist.control.MasterStatus;
import org.tanist.control.PublishedJar;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.storage.Capabilities;

/** The jar store of this master: puts its parts together and answers for them. Thread-safe. */
public final class MasterJars implements JarStore, AutoCloseable {
    private final Opening opening;
    private final Catalogue catalogue;
    private final Stalls stalls;
    private final Fetching fetching;
    private final Publishing publishing;
    private final JarUpkeep upkeep;
    private final JarProbe probe;

    /**
     * Opens nothing yet.
     *
     * @param orders for what goes to the active
     * @param threads for transfers between masters
     */
    public MasterJars(Surroundings around, ServiceHost host, PeerCalls orders, ExecutorService threads) {
        CopyCalls calls = new CopyCalls(threads);
        opening = new Opening(around);
        catalogue = new Catalogue(host, orders, around.self());
        stalls = new Stalls(around.ticker());
        fetching = new Fetching(calls, stalls, around);
        publishing = new Publishing(opening, catalogue, calls, around);
        upkeep = new JarUpkeep(opening, catalogue, fetching, around);
        probe = new JarProbe(opening, around);
    }

    /** What is to be done about once a second, by a thread of its own. */
    public JarUpkeep upkeep() {
        return upkeep;
    }

    /** Knows whether the root can be used, and which it is. */
    public JarProbe probe() {
        return probe;
    }

    /** Breaks off what stands still; to be called once a second, by a thread that nothing holds up. */
    public void expire() {
        stalls.expire();
    }

    @Override
    public PublishedJar publish(String name, long length, InputStream bytes) {
        return publishing.publish(name, length, bytes);
    }

    @Override
    public JarCopy keep(String upload, InputStream bytes) {
        return publishing.keep(upload, bytes);
    }

    @Override
    public JarContent open(String id, boolean stale) {
        JarId wanted = JarId.parse(id);
        Jar jar = (stale ? catalogue.find(wanted) : catalogue.fresh(wanted))
                .orElseThrow(() -> notFound("there is no jar " + id + ": 'tanist jar list' shows those there are"));
        Shelf shelf = opening.shelf();
        JarContent own = own(shelf, jar);
        if (own != null) {
            return own;
        }
        fetching.fetch(shelf, jar);
        JarContent fetched = own(shelf, jar);
        if (fetched == null) {
            throw notFound("jar " + id + " has just been removed");
        }
        return fetched;
    }

    @Override
    public JarContent copy(String id) {
        JarId wanted = JarId.parse(id);
        JarContent own = own(opening.shelf(), new Jar(wanted, "", 0));
        if (own == null) {
            throw notFound("this master has no copy of jar " + id);
        }
        return own;
    }

    /** This master's own copy; null if it has none, or none that can be read. */
    private static @Nullable JarContent own(Shelf shelf, Jar jar) {
        try {
            Optional<Copy> copy = shelf.find(jar.id());
            if (copy.isEmpty()) {
                return null;
            }
            try {
                return VerifiedJar.open(shelf, copy.get(), jar.name());
            } catch (FileNotFoundException e) {
                shelf.quarantine(copy.get(), "its file is gone");
                return null;
            }
        } catch (IOException e) {
            throw new TanistException(
                    ErrorCode.TOO_FEW_COPIES,
                    "the copy of jar " + jar.id() + " on this master cannot be opened: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public JarCheck check(String id) {
        JarId wanted = JarId.parse(id);
        Jar jar = catalogue.find(wanted).orElseThrow(() -> notFound("there is no jar " + id + " in the catalogue"));
        Shelf shelf = opening.shelf();
        String before = "it was missing";
        try (JarContent own = own(shelf, jar)) {
            if (own != null) {
                own.writeTo(OutputStream.nullOutputStream());
                return new JarCheck(id, "ok", jar.size() + " bytes are as the id says");
            }
        } catch (IOException e) {
            before = String.valueOf(e.getMessage());
        }
        try {
            fetching.fetch(shelf, jar);
            return new JarCheck(id, "repaired", before + "; it is well now");
        } catch (TanistException e) {
            return new JarCheck(id, "missing", before + "; " + e.getMessage());
        }
    }

    private static TanistException notFound(String message) {
        return new TanistException(ErrorCode.NOT_FOUND, message);
    }

    /** How many jars this master has and lacks, as of the last look; null while that is not known. Wait-free. */
    public MasterStatus.@Nullable Jars status() {
        String problem = probe.problem().orElse(null);
        Optional<Shelf> shelf = opening.ifOpen();
        if (shelf.isEmpty() && problem == null) {
            return null;
        }
        int all = catalogue.all().size();
        int held = (int) catalogue.all().keySet().stream()
                .filter(id -> shelf.isPresent() && shelf.get().held().containsKey(id))
                .count();
        return new MasterStatus.Jars(held, all - held, problem);
    }

    /** What kind of storage it is; null while it is not open. Wait-free. */
    public @Nullable JarStoreInfo info() {
        return opening.ifOpen()
                .map(Shelf::capabilities)
                .map((Capabilities c) -> new JarStoreInfo(c.provider(), c.shared()))
                .orElse(null);
    }

    /** Ends the use of the storage. */
    @Override
    public void close() {
        opening.close();
    }
}
