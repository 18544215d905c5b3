package org.tanist.master.internal.leadership;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Member;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Outcome;
import org.tanist.election.Standing;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalWriter;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.master.internal.service.Commands;
import org.tanist.master.internal.service.EventLog;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.service.Reply;
import org.tanist.service.Request;
import org.tanist.testkit.fault.Fault;
import org.tanist.testkit.fault.FaultPlan;
import org.tanist.testkit.fault.FaultyJournal;
import org.tanist.testkit.memory.MemoryElection;

/**
 * A master in virtual time: the real policy, gate, commands and service host over an in-memory election and journal. Only the loop's
 * thread is replaced, by turns on the simulation's executor.
 */
final class SimulatedMaster {
    private static final String SERVICE = "ledger";
    private static final Duration COOL_DOWN = Duration.ofMillis(300);

    private final Simulation world;
    private final Member member;
    private final Candidacy candidacy;
    private final Journal journal;
    private final Ledger ledger = new Ledger();
    private final ServiceHost host;
    private final Commands commands;
    private final Gate gate;

    private Phase phase = new Phase.Following();
    private boolean resigned;
    private long restores;
    private boolean ill;
    private boolean dead;
    private boolean paused;
    private long coolUntil = Long.MIN_VALUE;
    private Optional<String> failure = Optional.empty();
    private @Nullable JournalWriter writer;

    SimulatedMaster(Simulation world, Member member, Path directory) throws IOException {
        this.world = world;
        this.member = member;
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return world.executor().clock().nanos();
            }

            @Override
            public long wallMillis() {
                return world.executor().clock().millis();
            }
        };
        commands = new Commands(ticker, world.executor());
        host = new ServiceHost(
                new EventLog(world.executor()), (position, entry, reply) -> commands.applied(entry, reply));
        host.bind(SERVICE, ledger);
        Candidate candidate =
                new Candidate(world.id(), member, world.founders(), directory, Duration.ofSeconds(1), true, Map.of());
        candidacy = new MemoryElection(world.cluster()).stand(candidate, Term.NONE, view -> {});
        FaultPlan disk = (operation, path) -> ill || world.chance(operation.equals("open") ? 0.3 : 0.02)
                ? (world.chance(0.5) ? Fault.IO_ERROR : Fault.LOST_ANSWER)
                : Fault.NONE;
        journal = new FaultyJournal(candidacy.journal().orElseThrow(), disk);
        journal.follow(host);
        gate = new Gate(candidacy::view);
        later(this::turn);
    }

    Member member() {
        return member;
    }

    boolean alive() {
        return !dead;
    }

    boolean serves() {
        return phase instanceof Phase.Serving && gate.pass().isPresent();
    }

    Ledger ledger() {
        return ledger;
    }

    Position position() {
        return host.position();
    }

    void setIll(boolean now) {
        ill = now;
    }

    void pause() {
        paused = true;
        world.cluster().pause(member.id());
    }

    /** Goes on where it was; requests that came meanwhile are answered before it has heard any news. */
    void unpause() {
        boolean was = paused;
        paused = false;
        world.cluster().unpause(member.id());
        if (was) {
            read();
        }
    }

    /** Ends the process; whoever waits for an answer sees the connection break. */
    void kill() {
        dead = true;
        gate.close();
        candidacy.close();
        commands.endTerm("the process died");
    }

    void checkpoint() {
        try {
            journal.checkpoint(host.freeze());
        } catch (IOException e) {
            // Injected, or cut off: the journal keeps growing until the next one.
            return;
        }
    }

    private void turn() {
        if (host.restores() != restores) {
            restores = host.restores();
            commands.restored();
        }
        perform(world.policy().decide(observe()));
        later(this::turn);
    }

    private Observation observe() {
        return new Observation(
                candidacy.view().standing(),
                phase,
                resigned,
                false,
                ill ? Optional.of("the disk is bad") : Optional.empty(),
                world.executor().clock().nanos() < coolUntil ? Optional.of("it failed") : Optional.empty(),
                failure,
                true,
                candidacy.view().coordinated());
    }

    private void perform(Decision decision) {
        if (decision instanceof Decision.Activate activate) {
            phase = new Phase.Activating(activate.term());
            failure = Optional.empty();
            later(() -> open(activate.term()));
        } else if (decision instanceof Decision.StandDown) {
            standDown(() -> {});
        } else if (decision instanceof Decision.Resign resign) {
            resigned = true;
            if (resign.coolDown()) {
                coolUntil = world.executor().clock().nanos() + COOL_DOWN.toNanos();
            }
            standDown(() -> candidacy.resign(resign.reason()));
        } else if (decision instanceof Decision.Resume) {
            resigned = false;
            candidacy.resume();
        }
    }

    private void open(Term term) {
        if (!activating(term)) {
            return;
        }
        try {
            JournalWriter opened = journal.open(term);
            writer = opened;
            host.reached(opened.start().index()).thenRun(() -> serve(term, opened));
        } catch (IOException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean activating(Term term) {
        return phase instanceof Phase.Activating now && now.term().equals(term);
    }

    private void serve(Term term, JournalWriter opened) {
        if (activating(term) && !dead) {
            phase = new Phase.Serving(term);
            gate.open(new Gate.Pass(term, opened, service -> Optional.empty()));
            world.oracle().serves(member.name(), term, opened.start().index());
        }
    }

    private void standDown(Runnable then) {
        gate.close();
        commands.endTerm("simulated");
        if (phase instanceof Phase.Following) {
            then.run();
            return;
        }
        phase = new Phase.Stopping(Term.NONE);
        later(() -> {
            JournalWriter mine = writer;
            if (mine != null) {
                mine.close();
            }
            phase = new Phase.Following();
            then.run();
        });
    }

    /** Hands over as the loop does: close the gate, transfer, and serve on if it was rolled back. */
    void handOver(Member target) {
        if (!(phase instanceof Phase.Serving serving)) {
            return;
        }
        Optional<Gate.Pass> pass = gate.pass();
        phase = new Phase.HandingOver(serving.term(), target.name());
        gate.close();
        candidacy
                .transfer(target.id(), Duration.ofMillis(200))
                .thenAccept(outcome -> later(() -> {
                    boolean leads = candidacy.view().standing() instanceof Standing.Leading leading
                            && leading.term().equals(serving.term());
                    if (outcome instanceof Outcome.Done || !leads || pass.isEmpty()) {
                        commands.endTerm("handed over");
                        phase = new Phase.Following();
                    } else {
                        gate.open(pass.get());
                        phase = serving;
                    }
                }));
    }

    /** A client's write; empty if this master does not serve. */
    Optional<CompletionStage<Reply>> write(String id, String operation) {
        return pass().map(open -> commands.submit(open.writer(), SERVICE, id, Request.of("POST", operation)));
    }

    /** A client's read: the barrier first, then the state. */
    void read() {
        long atLeast = world.oracle().newestAcknowledged();
        pass().ifPresent(open -> {
            if (world.has(Mutation.READS_WITHOUT_BARRIER)) {
                answerRead(atLeast);
                return;
            }
            open.writer()
                    .confirm()
                    .thenAccept(position -> host.reached(position.index()).thenRun(() -> answerRead(atLeast)));
        });
    }

    private void answerRead(long atLeast) {
        String seen = host.service(SERVICE).query(Request.of("GET", "")).text();
        world.oracle().read(member.name(), Long.parseLong(seen), atLeast);
    }

    private Optional<Gate.Pass> pass() {
        return dead || paused ? Optional.empty() : gate.pass();
    }

    /** Runs a task after a short while, or when the process goes on. */
    private void later(Runnable task) {
        long delay = world.nanos(60);
        world.executor()
                .schedule(
                        () -> {
                            if (dead) {
                                return;
                            }
                            if (paused) {
                                later(task);
                            } else {
                                task.run();
                            }
                        },
                        delay,
                        TimeUnit.NANOSECONDS);
    }
}
