package org.tanist.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.MasterSources;
import org.tanist.client.ClientOptions;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.http.Address;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;

/** Masters on loopback, in a temporary directory that goes with them. */
public final class LocalCluster implements AutoCloseable {

    private static final Duration VIEW_LIMIT = Duration.ofSeconds(2);

    private final TemporaryDirectory temporary = TemporaryDirectory.make("local");
    private final List<LocalMaster> masters = new ArrayList<>();
    private final List<LocalWorker> workers = new CopyOnWriteArrayList<>();
    private final Thread cleanup = new Thread(this::end, "tanist-cleanup");
    private final List<InstalledEnsemble> ensembles = new CopyOnWriteArrayList<>();
    private final boolean keep;
    private volatile boolean ending;

    /**
     * Prepares a cluster; nothing runs yet.
     *
     * @param size number of masters
     * @param options further options of bin/master
     * @param keep whether to leave the directory when it is closed
     */
    public LocalCluster(int size, List<String> options, boolean keep) {
        Path program = program("master");
        this.keep = keep;
        Path directory = temporary.path();
        try {
            Files.createFile(directory.resolve("tanist.conf"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory + ": " + e.getMessage(), e);
        }
        List<Integer> ports = FreePorts.find(size);
        String peers =
                String.join(",", ports.stream().map(p -> "127.0.0.1:" + p).toList());
        for (int i = 0; i < size; i++) {
            String name = "m" + (i + 1);
            List<String> command = new ArrayList<>(List.of(program.toString(), "-ip", "127.0.0.1"));
            command.addAll(List.of("-port", Integer.toString(ports.get(i)), "-name", name, "-peers", peers));
            command.addAll(List.of("-dir", directory.resolve(name).toString()));
            command.addAll(List.of("-conf", directory.resolve("tanist.conf").toString()));
            command.addAll(options);
            masters.add(new LocalMaster(name, ports.get(i), directory.resolve(name + ".log"), command));
        }
        Runtime.getRuntime().addShutdownHook(cleanup);
    }

    /** A program of the installation that this command belongs to. */
    public static Path program(String name) {
        Path home = MasterSources.home()
                .orElseThrow(
                        () -> new Failure(ExitCode.USAGE, "TANIST_HOME is not set: run bin/tanist of an installation"));
        Path program = home.resolve("bin").resolve(name);
        if (!Files.isExecutable(program)) {
            throw new Failure(ExitCode.USAGE, "there is no " + program + ": TANIST_HOME is not an installation");
        }
        return program;
    }

    /** Starts all masters at once. */
    public void start() {
        masters.forEach(LocalMaster::start);
    }

    /** A worker of this cluster, which does not run yet; it ends with the cluster, before the masters. */
    public LocalWorker worker(String name) {
        LocalWorker worker = new LocalWorker(this, name);
        workers.add(worker);
        return worker;
    }

    /** Where its masters elect, which ends with the cluster, after the masters. */
    public LocalCluster on(InstalledEnsemble ensemble) {
        ensembles.add(ensemble);
        return this;
    }

    /** All of them. */
    public List<LocalMaster> masters() {
        return List.copyOf(masters);
    }

    /** The process behind a member; by address, since a member's name is known to the others only after a while. */
    public LocalMaster master(Master member) {
        return masters.stream()
                .filter(m -> m.address().equals(member.address()))
                .findFirst()
                .orElseThrow(() -> new Failure(ExitCode.FAILED, "no master was started at " + member.address()));
    }

    /** The process that serves. */
    public LocalMaster active(Cluster cluster) {
        return master(cluster.activeMaster()
                .orElseThrow(() -> new Failure(ExitCode.NO_ACTIVE, "no master is active: " + cluster.verdict())));
    }

    /** Where their data and output lie. */
    public Path directory() {
        return temporary.path();
    }

    /** All addresses, for clients. */
    public List<Address> addresses() {
        return masters.stream().map(m -> Address.parse(m.address())).toList();
    }

    /** A client that follows the active of this cluster. */
    public TanistClient client() {
        return TanistClient.of(ClientOptions.of(addresses()));
    }

    /** A client that waits no longer than this for the first master before it tries the next. */
    public TanistClient client(Duration patience) {
        return TanistClient.of(ClientOptions.of(addresses()).withPatience(patience));
    }

    /** The cluster as each master that runs and answers sees it. */
    public List<Cluster> views() {
        List<Cluster> views = new ArrayList<>();
        for (LocalMaster master : masters) {
            if (master.answering()) {
                view(master).ifPresent(views::add);
            }
        }
        return views;
    }

    /** Waits until all masters agree that one serves and all others follow, and gives that view. */
    public Cluster awaitAllUp(Duration limit) {
        AtomicReference<@Nullable Cluster> found = new AtomicReference<>();
        boolean up = Waiting.until(limit, () -> {
            failOnEnded();
            List<Cluster> views = views();
            found.set(agreed(views) ? views.get(0) : null);
            return found.get() != null;
        });
        if (!up) {
            throw new Failure(
                    ExitCode.NOT_FINISHED,
                    "the masters are not all up within " + limit.toSeconds() + " s; their output is in " + directory()
                            + "; last lines: " + masters.get(0).lastLines(3));
        }
        return Objects.requireNonNull(found.get());
    }

    /** Waits until another master serves in a newer term, and gives that view. */
    public Cluster awaitSuccessor(Cluster before, Duration limit) {
        AtomicReference<@Nullable Cluster> found = new AtomicReference<>();
        Waiting.require(limit, "another active than " + before.active(), () -> {
            views().stream().filter(now -> follows(now, before)).findFirst().ifPresent(found::set);
            return found.get() != null;
        });
        return Objects.requireNonNull(found.get());
    }

    /** Ends all processes and removes the directory. May be called again. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(cleanup);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has just done its work.
            return;
        }
    }

    private static Optional<Cluster> view(LocalMaster master) {
        ClientOptions one = ClientOptions.of(List.of(Address.parse(master.address())))
                .withTimeout(VIEW_LIMIT)
                .withPatience(VIEW_LIMIT)
                .withLoneliness(Duration.ofMillis(1))
                .withLearning(false);
        try (TanistClient client = TanistClient.of(one)) {
            return Optional.of(client.cluster(true));
        } catch (ClientException e) {
            // It is starting or going; who waits asks again.
            return Optional.empty();
        }
    }

    /** A master that was started a moment ago may still tell of the term before. */
    private boolean agreed(List<Cluster> views) {
        return views.size() == masters.size()
                && views.stream().allMatch(this::allUp)
                && views.stream().map(Cluster::term).distinct().count() == 1
                && views.stream().map(LocalCluster::activeAddress).distinct().count() == 1;
    }

    private boolean allUp(Cluster cluster) {
        long up = cluster.masters().stream().filter(Master::up).count();
        return cluster.activeMaster().isPresent() && up == masters.size();
    }

    private static boolean follows(Cluster now, Cluster before) {
        return now.activeMaster().isPresent()
                && now.term() > before.term()
                && !activeAddress(now).equals(activeAddress(before));
    }

    private static String activeAddress(Cluster cluster) {
        return cluster.activeMaster().map(Master::address).orElse("");
    }

    private void failOnEnded() {
        for (LocalMaster master : masters) {
            if (!master.running() && !ending) {
                throw new Failure(
                        ExitCode.FAILED, "master " + master.name() + " ended by itself: " + master.lastLines(3));
            }
        }
    }

    private void end() {
        ending = true;
        workers.forEach(LocalWorker::close);
        masters.forEach(LocalMaster::kill);
        masters.forEach(master -> master.ended(Duration.ofSeconds(5)));
        ensembles.forEach(InstalledEnsemble::close);
        if (!keep) {
            temporary.remove();
        }
    }
}
