package org.tanist.master.internal.jarstore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterStatus.JarStoreInfo;
import org.tanist.control.JarCheck;
import org.tanist.control.JarContent;
import org.tanist.control.JarCopy;
import org.tanist.control.JarMigration;
import org.tanist.control.JarRootCheck;
import org.tanist.control.JarRootReport;
import org.tanist.control.JarStore;
import org.tanist.control.MasterStatus;
import org.tanist.control.PublishedJar;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.service.Reply;
import org.tanist.storage.Capabilities;

/** The jar store of this master: puts its parts together and answers for them. Thread-safe. */
public final class MasterJars implements JarStore, AutoCloseable {
    /** The master service that holds the catalogue. */
    public static final String SERVICE = Catalogue.SERVICE;

    private final Roots roots;
    private final Catalogue catalogue;
    private final Stalls stalls;
    private final Fetching fetching;
    private final Publishing publishing;
    private final Bringing bringing;
    private final Entering entering;
    private final Moving moving;
    private final Migrations migrations;
    private final JarUpkeep upkeep;
    private final ServiceHost host;
    private final Surroundings around;
    private final JarProbe probe;

    /**
     * Opens nothing yet.
     *
     * @param orders for what goes to the active
     * @param threads for transfers between masters
     */
    public MasterJars(Surroundings around, ServiceHost host, PeerCalls orders, ExecutorService threads) {
        CopyCalls calls = new CopyCalls(threads);
        Shares shares = new Shares(orders, around);
        this.host = host;
        this.around = around;
        catalogue = new Catalogue(host, orders, around.self());
        roots = new Roots(around, catalogue);
        stalls = new Stalls(around.ticker());
        fetching = new Fetching(calls, stalls, around);
        bringing = new Bringing(roots, fetching, around);
        publishing = new Publishing(roots, catalogue, calls, around);
        entering = new Entering(roots, calls, around);
        Migrations.Checks checks = new Migrations.Checks(roots, new RootCheck(roots, around), shares);
        moving = new Moving(catalogue, bringing, checks, around);
        migrations = new Migrations(catalogue, checks, around);
        upkeep = new JarUpkeep(roots, catalogue, bringing, moving, around);
        probe = new JarProbe(roots, around);
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
        JarContent own = own(jar);
        if (own != null) {
            return own;
        }
        Shelf shelf = roots.shelf();
        bringing.bring(shelf, jar);
        JarContent brought = own(shelf, jar);
        if (brought == null) {
            throw notFound("jar " + id + " has just been removed");
        }
        return brought;
    }

    @Override
    public JarContent copy(String id) {
        JarId wanted = JarId.parse(id);
        JarContent own = own(new Jar(wanted, "", 0));
        if (own == null) {
            throw notFound("this master has no copy of jar " + id);
        }
        return own;
    }

    /** This master's own copy, on the present root or on the one that was left. */
    private @Nullable JarContent own(Jar jar) {
        JarContent own = own(roots.shelf(), jar);
        return own != null ? own : roots.spare().map(shelf -> own(shelf, jar)).orElse(null);
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
        Shelf shelf = roots.shelf();
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
            bringing.bring(shelf, jar);
            return new JarCheck(id, "repaired", before + "; it is well now");
        } catch (TanistException e) {
            return new JarCheck(id, "missing", before + "; " + e.getMessage());
        }
    }

    @Override
    public CompletionStage<Reply> enter(String order, String id, byte[] entry) {
        return entering.enter(order, id, entry);
    }

    @Override
    public List<JarMigration> migrations() {
        return migrations.all(moving.progress());
    }

    @Override
    public JarMigration migrate(String order, String to, boolean dryRun) {
        return migrations.begin(order, to, dryRun);
    }

    @Override
    public JarMigration confirmMigration(String order, String migration) {
        return migrations.confirm(order, migration);
    }

    @Override
    public JarMigration undoMigration(String order, String migration) {
        return migrations.undo(order, migration);
    }

    @Override
    public JarRootReport checkRoot(JarRootCheck check) {
        long position = host.position().index();
        RootCheck.Found found = migrations.check().look(check);
        return new JarRootReport(check.root(), found.shared(), found.obstacle().orElse(null), 0, 0, position);
    }

    @Override
    public JarRootReport rootReport() {
        long position = host.position().index();
        Place place = roots.place();
        String root = place.move().flatMap(Place.Move::target).orElseGet(() -> roots.name(place));
        try {
            catalogue.look();
            Shelf shelf = roots.at(root);
            Set<JarId> all = catalogue.all().keySet();
            int done = (int) all.stream().filter(shelf.held()::containsKey).count();
            return new JarRootReport(root, shelf.capabilities().shared(), null, all.size(), done, position);
        } catch (TanistException e) {
            return new JarRootReport(root, false, e.getMessage(), 0, 0, position);
        }
    }

    private static TanistException notFound(String message) {
        return new TanistException(ErrorCode.NOT_FOUND, message);
    }

    /** How many jars this master has and lacks, as of the last look; null while that is not known. Wait-free. */
    public MasterStatus.@Nullable Jars status() {
        String problem = probe.problem().orElse(null);
        Optional<Shelf> shelf = roots.ifOpen();
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
        return roots.ifOpen()
                .map(Shelf::capabilities)
                .map((Capabilities c) -> new JarStoreInfo(c.provider(), c.shared()))
                .orElse(null);
    }

    /** Ends the use of the storage. */
    @Override
    public void close() {
        roots.close();
    }
}
