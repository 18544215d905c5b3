package org.tanist.master.internal.leadership;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.service.Reply;
import org.tanist.testkit.ManualClock;
import org.tanist.testkit.ManualExecutor;
import org.tanist.testkit.memory.MemoryCluster;

/**
 * One run of a cluster in virtual time, everything in it from one seed: masters that are paused, cut off, killed, ill and deposed at
 * random while clients write, retry and read; then peace, in which everything must come right.
 */
final class Simulation {
    private static final int MASTERS = 3;
    private static final int OPERATIONS = 25;
    private static final Duration WAR = Duration.ofMillis(2_500);
    private static final Duration PEACE = Duration.ofSeconds(10);

    private final Random random;
    private final Mutation mutation;
    private final ManualExecutor executor;
    private final MemoryCluster cluster;
    private final ClusterId id;
    private final Membership founders;
    private final List<SimulatedMaster> masters = new ArrayList<>();
    private final Oracle oracle = new Oracle();
    private boolean peace;

    Simulation(long seed, Mutation mutation) {
        this.random = new Random(seed);
        this.mutation = mutation;
        this.executor = new ManualExecutor(new ManualClock(), random);
        this.cluster = new MemoryCluster(executor, () -> Duration.ofNanos(nanos(chance(0.1) ? 300 : 5)));
        this.id = new ClusterId(new UUID(0, seed));
        List<Member> members = new ArrayList<>();
        for (int number = 1; number <= MASTERS; number++) {
            members.add(new Member(
                    new MasterId(new UUID(seed, number)), "m" + number, new Endpoint("127.0.0.1", 3_000 + number)));
        }
        founders = new Membership(members);
        if (mutation == Mutation.JOURNAL_WITHOUT_FENCE) {
            cluster.dropFence();
        }
    }

    /** What the loop decides with. */
    interface Policy {
        Decision decide(Observation seen);
    }

    Policy policy() {
        return seen -> {
            Decision decision = LeadershipPolicy.decide(seen);
            boolean forgotten = (mutation == Mutation.NEVER_RESIGNS && decision instanceof Decision.Resign)
                    || (mutation == Mutation.NEVER_STANDS_DOWN && decision instanceof Decision.StandDown);
            return forgotten ? new Decision.Stay("mutated") : decision;
        };
    }

    /** Runs to the end. @return what broke a promise; empty if nothing did */
    List<String> run() throws IOException {
        for (Member member : founders.members()) {
            masters.add(new SimulatedMaster(this, member, Path.of("unused")));
        }
        for (int number = 0; number < OPERATIONS; number++) {
            String operation = "operation-" + number;
            after(millisBefore(WAR), () -> attempt(operation, 0));
            for (int read = 0; read < 3; read++) {
                after(millisBefore(WAR), () -> any().read());
            }
        }
        after(random.nextInt(50), this::harm);
        executor.advance(WAR);
        makePeace();
        long steps = PEACE.toMillis() / 50;
        while (steps-- > 0 && !settled()) {
            executor.advance(Duration.ofMillis(50));
        }
        if (!settled()) {
            oracle.blame("no peace after " + PEACE + ": " + oracle.acknowledgements() + " of " + OPERATIONS
                    + " acknowledged, serving: "
                    + masters.stream().filter(SimulatedMaster::serves).count());
        }
        masters.forEach(
                master -> oracle.inspect(master.member().name(), master.ledger().lines()));
        return oracle.faults();
    }

    private boolean settled() {
        long end =
                masters.stream().mapToLong(one -> one.position().index()).max().orElse(0);
        return oracle.acknowledgements() == OPERATIONS
                && masters.stream().filter(SimulatedMaster::serves).count() == 1
                && masters.stream().allMatch(one -> one.position().index() == end);
    }

    /** Tries an operation at some master, again and again under one id until it is acknowledged. */
    private void attempt(String operation, int tries) {
        String command = mutation == Mutation.RETRIES_UNDER_A_NEW_ID ? operation + "/" + tries : operation;
        SimulatedMaster master = servingOrAny();
        Optional<CompletionStage<Reply>> answer = master.write(command, operation);
        if (answer.isEmpty()) {
            after(10 + random.nextInt(90), () -> attempt(operation, tries + 1));
            return;
        }
        if (mutation == Mutation.ANSWERS_BEFORE_COMMIT) {
            oracle.acknowledge(operation, master.position().index() + 1);
        }
        answer.get().whenComplete((reply, failed) -> {
            if (failed == null) {
                oracle.acknowledge(operation, Long.parseLong(reply.attributes().get("index")));
            } else {
                after(10 + random.nextInt(90), () -> attempt(operation, tries + 1));
            }
        });
    }

    private SimulatedMaster servingOrAny() {
        List<SimulatedMaster> serving =
                masters.stream().filter(SimulatedMaster::serves).toList();
        return serving.isEmpty() ? any() : serving.get(random.nextInt(serving.size()));
    }

    private SimulatedMaster any() {
        return masters.get(random.nextInt(masters.size()));
    }

    /** Does something bad, and something else soon. */
    private void harm() {
        if (peace) {
            return;
        }
        int number = random.nextInt(MASTERS);
        SimulatedMaster master = masters.get(number);
        switch (random.nextInt(9)) {
            case 0 -> master.pause();
            case 1, 2 -> master.unpause();
            case 3 -> cluster.isolate(master.member().id());
            case 4 -> cluster.heal(master.member().id());
            case 5 -> cluster.usurp(master.member().id());
            case 6 -> master.setIll(chance(0.3));
            case 7 -> bury(number, master);
            default -> {
                servingOrAny().handOver(any().member());
                // Seldom, because a checkpoint copies all remembered replies: most of a run's time.
                if (chance(0.2)) {
                    master.checkpoint();
                }
            }
        }
        after(random.nextInt(150), this::harm);
    }

    /** Kills a living master, or starts a dead one with nothing but the journal. */
    private void bury(int number, SimulatedMaster master) {
        if (master.alive()) {
            master.kill();
        } else {
            revive(number, master);
        }
    }

    private void revive(int number, SimulatedMaster master) {
        try {
            masters.set(number, new SimulatedMaster(this, master.member(), Path.of("unused")));
        } catch (IOException e) {
            oracle.blame("a master did not start: " + e);
        }
    }

    private void makePeace() {
        peace = true;
        for (int number = 0; number < MASTERS; number++) {
            SimulatedMaster master = masters.get(number);
            master.unpause();
            master.setIll(false);
            cluster.heal(master.member().id());
            if (!master.alive()) {
                revive(number, master);
            }
        }
    }

    private void after(long millis, Runnable task) {
        executor.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private long millisBefore(Duration end) {
        return random.nextInt((int) end.toMillis());
    }

    ClusterId id() {
        return id;
    }

    Membership founders() {
        return founders;
    }

    ManualExecutor executor() {
        return executor;
    }

    MemoryCluster cluster() {
        return cluster;
    }

    Oracle oracle() {
        return oracle;
    }

    boolean has(Mutation defect) {
        return mutation == defect;
    }

    /** By chance; not in times of peace. */
    boolean chance(double probability) {
        return random.nextDouble() < probability && !peace;
    }

    long nanos(int mostMillis) {
        return (long) (random.nextDouble() * mostMillis * 1e6);
    }
}
