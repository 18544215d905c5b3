package org.tanist.master.internal.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Member;
import org.tanist.cluster.Role;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.configuration.Configuration;
import org.tanist.control.ClusterControl;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;
import org.tanist.control.TransitionStatus.Step;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Election;
import org.tanist.election.ElectionView;
import org.tanist.journal.Journal;
import org.tanist.master.internal.control.Upkeep;
import org.tanist.master.internal.joining.Identity;
import org.tanist.master.internal.joining.IdentityFile;
import org.tanist.master.internal.leadership.Gate;
import org.tanist.master.internal.leadership.LeadershipLoop;
import org.tanist.master.internal.leadership.Surroundings;
import org.tanist.master.internal.peers.PeerWatch;
import org.tanist.master.internal.status.Node;

/** This master's life in its cluster, from joining to leaving. */
final class Participation implements LeadershipLoop.Effects, LeadershipLoop.Circumstances {
    private static final Logger LOG = LoggerFactory.getLogger(Participation.class);
    private static final Duration JOINING = Duration.ofMillis(200);
    private static final Duration ASK_PEERS = Duration.ofMillis(500);
    private static final Duration HISTORY_DELAY = Duration.ofMillis(25);
    private static final Duration UPKEEP = Duration.ofSeconds(1);
    private static final int HAND_OVERS = 3;
    private static final Duration BETWEEN_HAND_OVERS = Duration.ofMillis(200);

    private final Assembly parts;
    private final FirstSign firstSign;
    private final ScheduledExecutorService joining;
    private volatile @Nullable Candidacy candidacy;
    private volatile @Nullable Node node;
    private volatile @Nullable Upkeep upkeep;
    private volatile Optional<JournalStorage> journalStorage = Optional.empty();
    private volatile Optional<StorageWitness> witness = Optional.empty();
    private volatile boolean announced;
    private volatile boolean closed;

    Participation(Assembly parts) {
        this.parts = parts;
        this.firstSign = new FirstSign(parts.ticker());
        this.joining = parts.threads().scheduler("joining");
    }

    Optional<Node> node() {
        return Optional.ofNullable(node);
    }

    /** Finds the cluster, stands for election and starts the loop; in the background, until it is closed. */
    void begin() {
        Periodic.every(joining, JOINING, this::join);
    }

    /** One attempt; the last one ends the attempts. */
    private void join() {
        try {
            Configuration configuration = parts.configuration().current();
            String provider = configuration.text("tanist.election.provider");
            Election election = election(provider);
            Optional<Identity> identity = parts.joining().attempt();
            if (identity.isPresent()) {
                joining.shutdown();
                IdentityFile file = new IdentityFile(configuration.directory());
                takePart(new Stand(election, provider, identity.get(), file));
            }
        } catch (TanistException e) {
            joining.shutdown();
            parts.shutdown().exit(2, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            joining.shutdown();
            boolean refused = e.getCause() instanceof TanistException;
            if (!refused) {
                LOG.error("this master cannot take part", e);
            }
            parts.shutdown().exit(refused ? 2 : 1, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private Election election(String provider) {
        return parts.plugins()
                .election(provider)
                .orElseThrow(() -> new TanistException(
                        ErrorCode.INVALID,
                        "tanist.election.provider: there is no provider '" + provider + "': there are "
                                + parts.plugins().providers() + ", others are plugins"));
    }

    private void takePart(Stand stand) throws IOException {
        stand(stand);
        Periodic.every(
                parts.clockwork(),
                ASK_PEERS,
                () -> node().ifPresent(n -> n.peers().poll()));
        Periodic.every(parts.clockwork(), UPKEEP, () -> upkeep(stand));
        parts.changes().add(this::announce);
    }

    /** With what this master stands for election. */
    private record Stand(Election election, String provider, Identity identity, IdentityFile file) {}

    private void stand(Stand stand) throws IOException {
        Identity identity = stand.identity();
        parts.startup("has joined cluster " + identity.clusterId() + " and waits for its journal");
        // Not under the lock: a storage that hangs must not keep this master from ending.
        stand(
                stand,
                JournalStorage.open(
                        parts,
                        ClusterId.of(identity.clusterId()),
                        identity.self().id()));
    }

    private synchronized void stand(Stand stand, Optional<JournalStorage> onStorage) throws IOException {
        if (closed) {
            onStorage.ifPresent(JournalStorage::close);
            return;
        }
        Identity identity = stand.identity();
        String provider = stand.provider();
        Configuration configuration = parts.configuration().current();
        Member self = identity.self();
        Path directory = configuration.directory().resolve(provider);
        Files.createDirectories(directory);
        Candidate candidate = new Candidate(
                ClusterId.of(identity.clusterId()),
                self,
                identity.founderMembers(),
                directory,
                configuration.duration("tanist.election.timeout"),
                configuration.flag("tanist.election.early-detection"),
                settings(configuration, provider));
        journalStorage = onStorage;
        Term floor = onStorage.map(JournalStorage::floor).orElse(Term.NONE);
        Candidacy standing = stand.election().stand(candidate, floor, this::viewed);
        candidacy = standing;
        witness = onStorage.flatMap(
                s -> s.witness(standing, why -> parts.shutdown().exit(2, why)));
        Journal journal =
                onStorage.<Journal>map(JournalStorage::journal).orElseGet(() -> JournalStorage.ofElection(standing));
        Gate gate = new Gate(standing::view);
        Surroundings around = new Surroundings(
                self,
                journal,
                parts.host(),
                parts.basics().commands(),
                gate,
                parts.threads(),
                parts.ticker(),
                timings(configuration));
        LeadershipLoop loop =
                new LeadershipLoop(standing, around, this, parts.basics().decisions(), this);
        PeerWatch peers = new PeerWatch(
                self.id(),
                parts.calls(),
                parts.ticker(),
                () -> standing.view().membership(),
                () -> parts.host().position().index(),
                parts.changes()::fire);
        node = new Node(ClusterId.of(identity.clusterId()), self, standing, journal, gate, loop, peers);
        parts.checkpointer().attach(journal);
        journal.follow(parts.host());
        parts.threads().thread("leadership", loop).start();
        upkeep = new Upkeep(
                parts.basics(), parts.board(), parts.calls(), parts.orders(), stand.file(), identity, parts.peers());
        parts.changes().fire();
    }

    private void upkeep(Stand stand) {
        Upkeep current = upkeep;
        if (current != null) {
            current.turn();
        }
        Candidacy standing = candidacy;
        Optional<String> broken = standing == null ? Optional.empty() : standing.failure();
        if (broken.isPresent() && illness().isEmpty() && !closed) {
            LOG.warn("stands again, because the disk is well and the candidacy was over: {}", broken.get());
            try {
                leaveNode(Candidacy::close);
                stand(stand);
            } catch (IOException e) {
                LOG.error("this master could not stand again; it will be tried again", e);
            }
        }
    }

    private static Map<String, String> settings(Configuration configuration, String provider) {
        return configuration.section("tanist.election." + provider);
    }

    private static Surroundings.Timings timings(Configuration configuration) {
        Duration election = configuration.duration("tanist.election.timeout");
        Duration stall = election.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : election;
        return new Surroundings.Timings(
                configuration.duration("tanist.activation.timeout"),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                stall,
                Duration.ofSeconds(2));
    }

    private void viewed(ElectionView view) {
        firstSign.viewed(view);
        Node mine = node;
        if (mine != null) {
            mine.loop().wake();
        }
        parts.changes().fire();
    }

    /** Prints the one line that says that this master is up, once it has a role. */
    private synchronized void announce() {
        Role role = parts.board().role();
        if (!announced && role != Role.STARTING && role != Role.ISOLATED && role != Role.RECOVERING) {
            announced = true;
            Configuration configuration = parts.configuration().current();
            System.out.println(
                    "up: role=" + role.wire() + " name=" + parts.basics().name() + " address="
                            + parts.basics().address() + " directory=" + configuration.directory() + " election="
                            + configuration.text("tanist.election.provider") + " journal="
                            + configuration.text("tanist.journal.provider"));
            System.out.flush();
        }
    }

    @Override
    public void serving(Term term, List<Step> steps) {
        long now = parts.ticker().wallMillis();
        witness.ifPresent(one ->
                parts.threads().thread("witness", () -> one.testify(term, now)).start());
        Node mine = node;
        if (mine != null) {
            double activation = steps.stream().mapToDouble(Step::ms).sum();
            double gap = firstSign.millis(activation);
            // Commands that wait come first: one entry is on its way to the journal at a time, and this one is in no
            // hurry.
            Periodic.later(
                    parts.clockwork(), HISTORY_DELAY, () -> parts.transitions().serving(mine, term, steps, gap));
        }
    }

    @Override
    public void changed() {
        parts.changes().fire();
    }

    @Override
    public void cannotStop(String why) {
        parts.shutdown().halt(1, why);
    }

    @Override
    public boolean held() {
        Node mine = node;
        return mine != null && parts.basics().flags().of(mine.self().id()).held();
    }

    @Override
    public Optional<String> illness() {
        return parts.board().illness();
    }

    @Override
    public boolean othersEligible() {
        return parts.board().masters().stream().anyMatch(m -> !m.self() && m.eligible() && !m.held());
    }

    /**
     * Hands over if this master is active and another one can take over, then leaves the election: all while HTTP still answers and
     * brings commands to the new active. The process ends next. Blocks at most for the limit.
     */
    void leave(Duration limit) {
        handOver(limit);
        end(Candidacy::leave);
    }

    /** What was refused for a moment is tried again: the end of this process without it costs the clients more. */
    private void handOver(Duration limit) {
        boolean begun = false;
        for (int attempt = 0; attempt < HAND_OVERS && !begun; attempt++) {
            if (attempt > 0) {
                LockSupport.parkNanos(BETWEEN_HAND_OVERS.toNanos());
            }
            if (parts.board().role() != Role.ACTIVE || !othersEligible()) {
                return;
            }
            begun = tryHandOver(limit);
        }
    }

    private boolean tryHandOver(Duration limit) {
        try {
            TransitionOrder order =
                    new TransitionOrder("stand-down", null, "this master is being stopped", false, false, false);
            TransitionStatus begun = parts.transitions()
                    .order(order, "tanist")
                    .toCompletableFuture()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("hand-over before the stop: {} to {}", begun.state(), begun.to());
            if ("refused".equals(begun.state())) {
                return false;
            }
            awaitSuccessor(begun.id(), limit.dividedBy(2));
        } catch (ExecutionException e) {
            LOG.warn("no hand-over before the stop: {}", e.getMessage());
            return false;
        } catch (TimeoutException e) {
            LOG.warn("no hand-over before the stop within {} ms", limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** Waits until the successor serves: this master's end would take processor time and connections from its first moments. */
    private void awaitSuccessor(String transition, Duration limit) throws InterruptedException {
        CountDownLatch settled = new CountDownLatch(1);
        Runnable look = () -> {
            if (parts.basics().history().transitions().stream()
                    .noneMatch(t -> t.id().equals(transition) && "running".equals(t.state()))) {
                settled.countDown();
            }
        };
        try (ClusterControl.Subscription watching = parts.changes().add(look)) {
            look.run();
            if (!settled.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the hand-over before the stop did not end in time");
            }
        }
    }

    /** Idempotent. */
    void close() {
        end(Candidacy::close);
    }

    private synchronized void end(Consumer<Candidacy> farewell) {
        closed = true;
        joining.shutdownNow();
        leaveNode(farewell);
    }

    private void leaveNode(Consumer<Candidacy> farewell) {
        Node mine = node;
        if (mine != null) {
            mine.loop().close();
        }
        Candidacy standing = candidacy;
        if (standing != null) {
            farewell.accept(standing);
        }
        journalStorage.ifPresent(JournalStorage::close);
    }
}
