package org.tanist.master.internal.journal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.Standing;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.StaleTermException;
import org.tanist.master.internal.leadership.Decision;
import org.tanist.master.internal.leadership.LeadershipPolicy;
import org.tanist.master.internal.leadership.Observation;
import org.tanist.master.internal.leadership.Phase;
import org.tanist.master.internal.platform.Threads;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.storage.Storage;
import org.tanist.testkit.Replica;
import org.tanist.testkit.simulation.Process;
import org.tanist.testkit.simulation.SimulatedStorage;
import org.tanist.testkit.simulation.World;

/** A master in the simulation: the real journal and the real policy; only the loop around them is replaced by turns. */
final class SimulatedMaster {
    private static final Duration COOL_DOWN = Duration.ofMillis(150);
    private static final Duration ACTIVATION = Duration.ofSeconds(4);

    private final World world;
    private final JournalOracle oracle;
    private final Process process;
    private final SimulatedStorage storage;
    private final WatchedStorage looks;
    private final StorageJournal journal;
    private final ExecutorService activation;
    private final Watched replica = new Watched();

    private Standing standing = new Standing.Following();
    private Phase phase = new Phase.Following();
    private boolean resigned;
    private long coolUntil;
    private Optional<String> failure = Optional.empty();
    private @Nullable JournalWriter writer;

    /** What all masters of a run have in common. */
    record Place(World world, JournalOracle oracle) {}

    SimulatedMaster(Place place, Process process, SimulatedStorage storage, Storage seen) {
        this.world = place.world();
        this.oracle = place.oracle();
        this.process = process;
        this.storage = storage;
        this.activation = process.executor();
        this.looks = new WatchedStorage(seen, oracle::newestAcknowledged);
        this.journal = new StorageJournal(looks, "journal", environment());
        journal.follow(replica);
        later(this::turn);
    }

    private Environment environment() {
        Threads threads = new Threads() {
            @Override
            public Thread thread(String purpose, Runnable task) {
                throw new UnsupportedOperationException("the journal makes no thread of its own");
            }

            @Override
            public ExecutorService single(String purpose) {
                return process.executor();
            }

            @Override
            public ScheduledExecutorService scheduler(String purpose) {
                return process.executor();
            }
        };
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return world.clock().nanos();
            }

            @Override
            public long wallMillis() {
                return world.clock().millis();
            }
        };
        return new Environment(threads, ticker, world::await);
    }

    /** Records what the journal delivers, and tells the oracle. */
    private final class Watched implements EntryConsumer {
        private final Replica entries = new Replica();

        @Override
        public void apply(Position position, Entry entry) {
            entries.apply(position, entry);
            oracle.applied(process.name(), new Replica.Applied(position, entry.id()));
            blame();
        }

        @Override
        public void restore(Position position, InputStream snapshot) throws IOException {
            entries.restore(position, snapshot);
            entries.applied().forEach(one -> oracle.applied(process.name(), one));
            blame();
        }

        private void blame() {
            if (!entries.fault().isEmpty()) {
                oracle.blame(process.name() + ": " + entries.fault());
            }
        }
    }

    Process process() {
        return process;
    }

    SimulatedStorage storage() {
        return storage;
    }

    List<Replica.Applied> applied() {
        return replica.entries.applied();
    }

    Position position() {
        return replica.entries.position();
    }

    boolean serves() {
        return phase instanceof Phase.Serving && !process.isDead();
    }

    boolean electable() {
        return !resigned && !process.isDead();
    }

    /** The election says this now, whether it is true or not. */
    void told(Standing news) {
        standing = news;
    }

    private void later(Runnable task) {
        process.later(2_000_000 + world.random().nextInt(10_000_000), task);
    }

    private void turn() {
        Observation seen = new Observation(
                standing,
                phase,
                resigned,
                false,
                journal.illness(),
                world.clock().nanos() < coolUntil ? Optional.of("it failed") : Optional.empty(),
                failure(),
                true,
                true);
        perform(LeadershipPolicy.decide(seen));
        later(this::turn);
    }

    private Optional<String> failure() {
        JournalWriter mine = writer;
        return phase instanceof Phase.Serving && mine != null ? mine.failure() : failure;
    }

    private void perform(Decision decision) {
        if (decision instanceof Decision.Activate activate) {
            phase = new Phase.Activating(activate.term());
            failure = Optional.empty();
            activation.execute(() -> activate(activate.term()));
        } else if (decision instanceof Decision.StandDown) {
            standDown();
        } else if (decision instanceof Decision.Resign resign) {
            resigned = true;
            standing = new Standing.Following();
            if (resign.coolDown()) {
                coolUntil = world.clock().nanos() + COOL_DOWN.toNanos();
            }
            standDown();
        } else if (decision instanceof Decision.Resume) {
            resigned = false;
        }
    }

    private void standDown() {
        phase = new Phase.Following();
        JournalWriter mine = writer;
        if (mine != null) {
            mine.close();
            writer = null;
        }
    }

    private void activate(Term term) {
        if (!activating(term)) {
            return;
        }
        try {
            JournalWriter opened = journal.open(term);
            oracle.opened(term, opened.start());
            oracle.began(term, opened.start(), looks.acknowledgedAtLastLook());
            long deadline = world.clock().nanos() + ACTIVATION.toNanos();
            while (position().index() < opened.start().index()) {
                if (world.clock().nanos() > deadline) {
                    throw new IOException("the journal was not replayed in time");
                }
                world.pause(1_000_000);
            }
            if (activating(term)) {
                writer = opened;
                phase = new Phase.Serving(term);
            } else {
                opened.close();
            }
        } catch (IOException e) {
            failure = activating(term) ? Optional.of(String.valueOf(e.getMessage())) : failure;
        }
    }

    private boolean activating(Term term) {
        return phase instanceof Phase.Activating now && now.term().equals(term);
    }

    /** A client's write of some entries, which stand or fall together. */
    void write(List<String> ids) {
        JournalWriter mine = writer;
        if (!serves() || mine == null) {
            return;
        }
        List<Entry> batch = ids.stream()
                .map(id ->
                        new Entry("simulation", id, 0, new byte[world.random().nextInt(40)]))
                .toList();
        mine.append(batch).whenComplete((last, failed) -> {
            if (failed == null) {
                for (int i = 0; i < ids.size(); i++) {
                    long index = last.index() - ids.size() + 1 + i;
                    oracle.acknowledge(ids.get(i), new Position(last.term(), index));
                }
            } else if (failed instanceof StaleTermException) {
                ids.forEach(oracle::refuse);
            }
        });
    }

    /** A client's read barrier. */
    void read() {
        JournalWriter mine = writer;
        long atLeast = oracle.newestAcknowledged();
        if (serves() && mine != null) {
            mine.confirm().thenAccept(readable -> oracle.read(process.name(), readable, atLeast));
        }
    }

    void checkpoint() {
        process.start(() -> {
            try {
                journal.checkpoint(replica.entries.snapshot());
            } catch (IOException e) {
                // Injected: the journal keeps growing until the next one.
                return;
            }
        });
    }
}
