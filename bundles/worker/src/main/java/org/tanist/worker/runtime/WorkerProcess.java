package org.tanist.worker.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.client.http.Address;
import org.tanist.worker.files.DirectoryException;
import org.tanist.worker.files.WorkerDirectory;
import org.tanist.worker.jars.JarCache;
import org.tanist.worker.lease.Keeper;
import org.tanist.worker.lease.Leases;
import org.tanist.worker.logs.LogServer;
import org.tanist.worker.masters.Absence;
import org.tanist.worker.masters.Clients;
import org.tanist.worker.masters.Heartbeats;
import org.tanist.worker.masters.Identity;
import org.tanist.worker.masters.MasterJars;
import org.tanist.worker.options.OptionException;
import org.tanist.worker.options.Options;
import org.tanist.worker.run.Launcher;
import org.tanist.worker.supervise.Snapshot;
import org.tanist.worker.supervise.Supervisor;

/** Puts one worker together, and takes it apart in order. */
public final class WorkerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final int WRONG_CONFIGURATION = 2;
    private static final int FETCHING = 2;
    private static final int LOG_THREADS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FOR_END = Duration.ofSeconds(15);
    private static final Duration FOR_ACKNOWLEDGEMENT = Duration.ofSeconds(2);

    private final Options options;
    private final String version;
    private final Ending ending = new Ending();

    /** A worker that does not run yet. */
    public WorkerProcess(Options options, String version) {
        this.options = options;
        this.version = version;
    }

    /**
     * Runs until the process is told to end.
     *
     * @throws DirectoryException if its directory cannot be used
     * @throws OptionException if a port cannot be opened
     * @throws IOException if anything else of the start fails
     */
    public void run() throws DirectoryException, OptionException, IOException, InterruptedException {
        ending.install();
        WorkerDirectory directory = WorkerDirectory.open(options.directory());
        LogFile.open(directory.file("logs"));
        LinuxUptime uptime = new LinuxUptime();
        Leases leases = new Leases(new Keeper(directory), uptime);
        String host = options.host()
                .or(() -> Host.addressTowards(options.masters()))
                .orElseThrow(() -> new IOException("none of the masters " + options.mastersText()
                        + " is known by name, or there is no route to them"));
        LogServer logs = openLogs(directory, host);
        Clients clients = new Clients(options.masters());
        JarCache jars = new JarCache(directory.file("jars"), options.cacheBytes(), new MasterJars(clients));
        Supervisor supervisor =
                new Supervisor(leases, jars, launcher(directory, clients), Threads.pool("jars", FETCHING));
        supervisor.adopt(directory.runs());
        Identity identity = identity(directory, new Address(host, logs.port()));
        Heartbeats heartbeats = new Heartbeats(
                identity,
                clients,
                supervisor,
                new Heartbeats.Context(
                        uptime,
                        Threads.named("masters"),
                        why -> ending.exit(WRONG_CONFIGURATION, why),
                        new Absence(directory.file("absence"))));
        ending.use(() -> stop(supervisor, heartbeats, leases, logs));
        Threads.named("supervisor").newThread(supervisor).start();
        heartbeats.start();
        announce(identity, directory, heartbeats);
        ending.await();
    }

    private LogServer openLogs(WorkerDirectory directory, String host) throws OptionException {
        Executor readers = Threads.pool("logs", LOG_THREADS);
        try {
            return LogServer.open(directory, new InetSocketAddress(host, options.port()), readers);
        } catch (IOException | IllegalArgumentException e) {
            throw new OptionException("port " + options.port() + " of " + host + " cannot be opened for logs ("
                    + e.getMessage() + "): choose another -port or -ip");
        }
    }

    private Launcher launcher(WorkerDirectory directory, Clients clients) throws OptionException {
        String java = System.getProperty("java.home") + "/bin/java";
        return new Launcher(directory, java, clients::known, options.logBytes());
    }

    private Identity identity(WorkerDirectory directory, Address logs) throws OptionException, IOException {
        int slots = options.slots().orElseGet(Host::slots);
        int memoryMb = options.memoryMb().isPresent() ? options.memoryMb().get() : Host.memoryMb();
        return new Identity(
                options.name().orElseGet(() -> Host.name(directory.id())),
                directory.id(),
                UUID.randomUUID().toString(),
                new Identity.Capacity(logs.toString(), slots, memoryMb, version));
    }

    private void announce(Identity identity, WorkerDirectory directory, Heartbeats heartbeats)
            throws InterruptedException {
        if (!heartbeats.awaitRegistered(PATIENCE)) {
            System.err.println("worker: waits for an active master; none is reached at " + options.mastersText());
            while (!heartbeats.awaitRegistered(PATIENCE)) {
                LOG.info("waits for an active master");
            }
        }
        Identity.Capacity capacity = identity.capacity();
        System.out.println("worker " + identity.name() + " is up: masters=" + options.mastersText() + " slots="
                + capacity.slots() + " memory=" + capacity.memoryMb() + "MB logs=" + capacity.address()
                + " directory=" + directory.path());
        System.out.flush();
    }

    private void stop(Supervisor supervisor, Heartbeats heartbeats, Leases leases, LogServer logs) {
        try {
            if (!options.keep()) {
                heartbeats.leave();
                supervisor.leave();
                supervisor.await(WorkerProcess::allEnded, FOR_END);
                // What is not acknowledged stays on the disk, and is reported when the worker is started again.
                supervisor.await(now -> now.reports().isEmpty(), FOR_ACKNOWLEDGEMENT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heartbeats.close();
        logs.close();
        supervisor.close();
        if (!options.keep()) {
            leases.end();
        }
        LOG.info("stopped");
    }

    private static boolean allEnded(Snapshot snapshot) {
        return snapshot.reports().stream()
                .allMatch(report ->
                        report.state().equals("exited") || report.state().equals("refused"));
    }
}
