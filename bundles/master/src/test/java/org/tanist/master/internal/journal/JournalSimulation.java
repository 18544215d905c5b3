package org.tanist.master.internal.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tanist.cluster.Term;
import org.tanist.election.Standing;
import org.tanist.storage.Storage;
import org.tanist.testkit.simulation.Process;
import org.tanist.testkit.simulation.SimulatedMedium;
import org.tanist.testkit.simulation.SimulatedStorage;
import org.tanist.testkit.simulation.Troubles;
import org.tanist.testkit.simulation.World;

/**
 * One run of masters on a shared storage in virtual time, everything in it from one seed: an election that lets several of them lead
 * at once, a storage that does everything it may, masters that are paused, cut off, killed and started with nothing; then peace, in
 * which everything must come right.
 */
final class JournalSimulation {
    private static final int MASTERS = 3;
    private static final Duration WAR = Duration.ofMillis(1_500);
    private static final Duration PEACE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(50);

    private final JournalMutation mutation;
    private final World world;
    private final Random random;
    private final SimulatedMedium medium = new SimulatedMedium();
    private final JournalOracle oracle = new JournalOracle();
    private final List<SimulatedMaster> masters = new ArrayList<>();
    private final int[] starts = new int[MASTERS];
    private long newestTerm;
    private int entries;
    private boolean peace;

    JournalSimulation(long seed, JournalMutation mutation) {
        this.mutation = mutation;
        this.world = new World(seed);
        this.random = world.random();
    }

    JournalOracle oracle() {
        return oracle;
    }

    /** Runs to the end. @return what broke a promise; empty if nothing did */
    List<String> run() {
        try (World closing = world) {
            IntStream.range(0, MASTERS).forEach(number -> masters.add(master(number)));
            every(60, this::elect);
            every(8, this::write);
            every(15, () -> any().read());
            every(120, () -> any().checkpoint());
            every(90, this::harm);
            closing.run(WAR);
            makePeace();
            long steps = PEACE.dividedBy(STEP);
            while (steps-- > 0 && oracle.faults().isEmpty() && !settled()) {
                closing.run(STEP);
            }
            if (oracle.faults().isEmpty() && !settled()) {
                oracle.blame("no peace after " + PEACE + ": serving "
                        + masters.stream().filter(SimulatedMaster::serves).count() + ", positions "
                        + masters.stream().map(SimulatedMaster::position).toList());
            }
            if (oracle.faults().isEmpty()) {
                masters.forEach(one -> oracle.inspect(one.process().name(), one.applied()));
            }
        }
        return oracle.faults();
    }

    private SimulatedMaster master(int number) {
        Process process = world.process("m" + (number + 1) + "#" + (++starts[number]));
        SimulatedStorage storage = new SimulatedStorage(world, process, medium, peace ? Troubles.NONE : Troubles.MANY);
        Storage seen = mutation == JournalMutation.NONE ? storage : new MutantStorage(storage, medium, mutation);
        return new SimulatedMaster(new SimulatedMaster.Place(world, oracle), process, storage, seen);
    }

    /** Again and again, until there is peace. */
    private void every(int millis, Runnable task) {
        world.later((long) (random.nextDouble() * 2 * millis * 1e6), () -> {
            if (!peace) {
                task.run();
                every(millis, task);
            }
        });
    }

    private SimulatedMaster any() {
        return masters.get(random.nextInt(MASTERS));
    }

    /** Lets a master lead in a new term. The others hear of it late, or never. */
    private void elect() {
        SimulatedMaster chosen = any();
        if (!chosen.electable()) {
            return;
        }
        Standing lead = new Standing.Leading(new Term(++newestTerm));
        for (SimulatedMaster one : masters) {
            if (one != chosen && world.chance(peace ? 1 : 0.4)) {
                world.later(random.nextInt(40_000_000), () -> one.told(new Standing.Following()));
            }
        }
        // Terms need not come into effect in their order.
        world.later(random.nextInt(world.chance(0.3) ? 60_000_000 : 3_000_000), () -> chosen.told(lead));
    }

    private void write() {
        List<SimulatedMaster> serving =
                masters.stream().filter(SimulatedMaster::serves).toList();
        if (!serving.isEmpty()) {
            SimulatedMaster one = serving.get(random.nextInt(serving.size()));
            one.write(IntStream.rangeClosed(1, 1 + random.nextInt(3))
                    .mapToObj(i -> "entry-" + (++entries))
                    .toList());
        }
    }

    /** Does something bad. */
    private void harm() {
        int number = random.nextInt(MASTERS);
        SimulatedMaster one = masters.get(number);
        switch (random.nextInt(10)) {
            case 0, 1 -> one.process().pause();
            case 2, 3 -> one.process().unpause();
            case 4 -> one.process().cutOff();
            case 5 -> one.process().heal();
            case 6 -> {
                one.process().kill();
                masters.set(number, master(number));
            }
            case 7 -> medium.reboot();
            default -> {
                medium.setFull(world.chance(0.3));
                world.later(20_000_000, () -> medium.setFull(false));
            }
        }
    }

    private void makePeace() {
        peace = true;
        medium.setFull(false);
        for (SimulatedMaster one : masters) {
            one.storage().setTroubles(Troubles.NONE);
            one.process().heal();
            one.process().unpause();
        }
        keepElecting();
    }

    private void keepElecting() {
        long serving = masters.stream().filter(SimulatedMaster::serves).count();
        if (serving == 1) {
            write();
        } else {
            elect();
        }
        world.later(serving == 1 ? 100_000_000 : 700_000_000, this::keepElecting);
    }

    /** One master serves in the newest term, something new was acknowledged, and all have all of it. */
    private boolean settled() {
        long end =
                masters.stream().mapToLong(one -> one.position().index()).max().orElse(0);
        return masters.stream().filter(SimulatedMaster::serves).count() == 1
                && oracle.newestAcknowledged() == end
                && end > 0
                && masters.stream().allMatch(one -> one.position().index() == end);
    }
}
