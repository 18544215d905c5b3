package org.tanist.master.internal.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.Position;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.configuration.Shutdown;
import org.tanist.control.ClusterControl;
import org.tanist.journal.Entry;
import org.tanist.master.internal.control.Changes;
import org.tanist.master.internal.control.MasterControl;
import org.tanist.master.internal.control.MemberOrders;
import org.tanist.master.internal.control.Routes;
import org.tanist.master.internal.control.Transitions;
import org.tanist.master.internal.health.DiskProbe;
import org.tanist.master.internal.history.HistoryService;
import org.tanist.master.internal.jarstore.MasterJars;
import org.tanist.master.internal.joining.IdentityFile;
import org.tanist.master.internal.joining.Joining;
import org.tanist.master.internal.journal.StorageJournal;
import org.tanist.master.internal.leadership.DecisionLog;
import org.tanist.master.internal.members.MemberService;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.master.internal.service.Checkpointer;
import org.tanist.master.internal.service.Commands;
import org.tanist.master.internal.service.EventLog;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.master.internal.status.Basics;
import org.tanist.master.internal.status.Directory;
import org.tanist.master.internal.status.Node;
import org.tanist.master.internal.status.StatusBoard;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** Makes the parts of a master and connects them. */
final class Assembly {
    private static final Duration EVERY_SECOND = Duration.ofSeconds(1);

    private final Bundle bundle;
    private final LiveConfiguration configuration;
    private final Shutdown shutdown;
    private final SystemThreads threads = new SystemThreads();
    private final Ticker ticker = new SystemTicker();
    private final ExecutorService replies = threads.single("replies");
    private final ExecutorService eventsThread = threads.single("events");
    private final ExecutorService changesThread = threads.single("changes");
    private final ExecutorService checkpoints = threads.single("checkpoint");
    private final ExecutorService peersThread = threads.single("peers");
    private final ScheduledExecutorService clockwork = threads.scheduler("clockwork");
    private final ScheduledExecutorService probing = threads.scheduler("disk-probe");
    private final ScheduledExecutorService jarsThread = threads.scheduler("jars");
    private final ScheduledExecutorService jarProbing = threads.scheduler("jar-probe");
    private final ExecutorService jarCalls = threads.pool("jar-calls", 4);
    /** Three for each jar that http lets in at once, and for the one that this master fetches by itself. */
    private final ExecutorService jarDisks = threads.crowd("jar-disk", 3 * 65);

    private final ServiceHost host;
    private final Commands commands;
    private final Checkpointer checkpointer;
    private final MemberService flags = new MemberService();
    private final HistoryService history = new HistoryService();
    private final Changes changes = new Changes(changesThread);
    private final PeerCalls calls = new PeerCalls(peersThread);
    private final DecisionLog decisions = new DecisionLog(ticker);
    private final DiskProbe disk;
    private final Plugins plugins;
    private final MasterJars jars;
    private final Basics basics;
    private final StatusBoard board;
    private final Transitions transitions;
    private final MemberOrders orders;
    private final MasterControl control;
    private final Joining joining;
    private final List<Endpoint> peers;
    private volatile @Nullable Participation participation;
    private volatile String startup = "is starting";

    Assembly(BundleContext context, LiveConfiguration configuration, Shutdown shutdown) {
        this.bundle = context.getBundle();
        this.configuration = configuration;
        this.shutdown = shutdown;
        Configuration now = configuration.current();
        Endpoint address = new Endpoint(now.host(), now.port());
        EventLog events = new EventLog(eventsThread);
        commands = new Commands(ticker, replies);
        host = new ServiceHost(events, this::applied);
        checkpointer = new Checkpointer(host, checkpoints, ticker, this::checkpointLimits);
        disk = new DiskProbe(now.directory(), ticker, this::diskLimits);
        plugins = new Plugins(context, host);
        host.bind(MemberService.SERVICE, flags);
        host.bind(HistoryService.SERVICE, history);
        // Without HA a master is a cluster of one, whatever peers it was told of.
        peers = now.flag("tanist.ha.enable")
                ? now.peers().stream().map(p -> Endpoint.parse(p, 3000)).toList()
                : List.of();
        joining = new Joining(
                new Joining.Place(now.text("tanist.cluster.name"), now.name(), address, peers),
                new IdentityFile(now.directory()),
                calls,
                ticker,
                why -> startup = why);
        jars = new MasterJars(
                new JarSurroundings(configuration, plugins, disk, ticker, this::node, this::order, jarDisks),
                host,
                calls,
                jarCalls);
        basics = new Basics(
                now.name(),
                address,
                joining.seats(),
                configuration,
                host,
                commands,
                flags,
                history,
                decisions,
                disk,
                jars,
                ticker,
                () -> startup,
                this::node);
        Directory directory = new Directory(flags);
        board = new StatusBoard(basics, directory);
        transitions = new Transitions(basics, board, calls);
        orders = new MemberOrders(basics, board, directory, calls, transitions);
        control = connect(directory, events);
        schedule(now);
    }

    private MasterControl connect(Directory directory, EventLog events) {
        return new MasterControl(
                basics,
                new MasterControl.Parts(
                        board,
                        new Routes(basics, directory, changes),
                        transitions,
                        orders,
                        changes,
                        events,
                        checkpointer,
                        () -> plugins.all(configuration.current().text("tanist.election.provider"))));
    }

    private void schedule(Configuration now) {
        Periodic.every(probing, now.duration("tanist.disk.probe-interval"), disk::probe);
        if (now.text("tanist.journal.provider").equals(StorageJournal.PROVIDER)) {
            JournalReach reach =
                    new JournalReach(now.directory(), () -> host.position().index());
            Periodic.every(probing, EVERY_SECOND, reach::turn);
        }
        Periodic.every(jarsThread, EVERY_SECOND, jars.upkeep()::turn);
        Periodic.every(jarProbing, EVERY_SECOND, jars.probe()::turn);
        Periodic.every(clockwork, EVERY_SECOND, jars::expire);
        Periodic.every(clockwork, EVERY_SECOND, JournalRoom.rollover(this)::turn);
    }

    ClusterControl control() {
        return control;
    }

    Plugins plugins() {
        return plugins;
    }

    ServiceHost host() {
        return host;
    }

    /** Joins the cluster in the background. */
    void begin() {
        Participation mine = new Participation(this);
        participation = mine;
        mine.begin();
        Thread warmth = threads.thread("warmth", new Warmth(bundle, plugins::ofServices));
        warmth.setPriority(Thread.MIN_PRIORITY);
        warmth.start();
    }

    void leave(Duration limit) {
        Participation mine = participation;
        if (mine != null) {
            mine.leave(limit);
        }
    }

    void close() {
        Participation mine = participation;
        if (mine != null) {
            mine.close();
        }
        for (ExecutorService executor :
                List.of(clockwork, probing, replies, eventsThread, changesThread, checkpoints, peersThread)) {
            executor.shutdownNow();
        }
        jarsThread.shutdownNow();
        jarProbing.shutdownNow();
        jarCalls.shutdownNow();
        jarDisks.shutdownNow();
        jars.close();
    }

    /** A command of the jar store on the active. */
    private CompletionStage<Reply> order(String id, Request request) {
        return control.submit(MasterJars.SERVICE, id, request);
    }

    private Optional<Node> node() {
        Participation mine = participation;
        return mine == null ? Optional.empty() : mine.node();
    }

    private void applied(Position position, Entry entry, Reply reply) {
        commands.applied(entry, reply);
        checkpointer.applied(entry);
        if (MemberService.SERVICE.equals(entry.service()) || HistoryService.SERVICE.equals(entry.service())) {
            changes.fire();
            node().ifPresent(n -> n.loop().wake());
        }
    }

    private Checkpointer.Limits checkpointLimits() {
        Configuration now = configuration.current();
        return new Checkpointer.Limits(now.number("tanist.checkpoint.entries"), now.bytes("tanist.checkpoint.bytes"));
    }

    private DiskProbe.Limits diskLimits() {
        Configuration now = configuration.current();
        return new DiskProbe.Limits(now.duration("tanist.disk.probe-timeout"), now.bytes("tanist.disk.min-free"));
    }

    LiveConfiguration configuration() {
        return configuration;
    }

    Shutdown shutdown() {
        return shutdown;
    }

    SystemThreads threads() {
        return threads;
    }

    Ticker ticker() {
        return ticker;
    }

    Joining joining() {
        return joining;
    }

    Basics basics() {
        return basics;
    }

    StatusBoard board() {
        return board;
    }

    Changes changes() {
        return changes;
    }

    Checkpointer checkpointer() {
        return checkpointer;
    }

    PeerCalls calls() {
        return calls;
    }

    Transitions transitions() {
        return transitions;
    }

    MemberOrders orders() {
        return orders;
    }

    List<Endpoint> peers() {
        return peers;
    }

    ScheduledExecutorService clockwork() {
        return clockwork;
    }

    void startup(String why) {
        startup = why;
    }
}
