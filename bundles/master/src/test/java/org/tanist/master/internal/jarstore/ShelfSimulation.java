package org.tanist.master.internal.jarstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tanist.testkit.simulation.Process;
import org.tanist.testkit.simulation.SimulatedMedium;
import org.tanist.testkit.simulation.SimulatedStorage;
import org.tanist.testkit.simulation.Troubles;
import org.tanist.testkit.simulation.World;

/**
 * One run of masters whose jars are on one shared root, in virtual time, everything in it from one seed: jars that are published by
 * several at once, a storage that does everything it may, masters that are paused, cut off and killed; then peace, in which
 * every master must be able to read every jar that was ever acknowledged.
 */
final class ShelfSimulation {
    private static final int MASTERS = 3;
    /** Answers get lost more often than on other bad days: what is not known to have failed is what is hard to put right. */
    private static final Troubles TROUBLES = new Troubles(0.006, 0.05, 0.1, 0.5, 0.3);

    private static final Duration WAR = Duration.ofMillis(700);
    private static final Duration PEACE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(100);

    private final ShelfDefect defect;
    private final World world;
    private final Random random;
    private final SimulatedMedium medium = new SimulatedMedium();
    private final Map<JarId, Jar> published = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<ShelfMaster> masters = new ArrayList<>();
    private int uploads;
    private int starts;
    private int failures;
    private boolean peace;

    ShelfSimulation(long seed, ShelfDefect defect) {
        this.defect = defect;
        this.world = new World(seed);
        this.random = world.random();
    }

    /** Runs to the end. @return what broke the promise; empty if nothing did */
    List<String> run() {
        try (World closing = world) {
            IntStream.range(0, MASTERS).forEach(number -> masters.add(master()));
            every(20, this::offer);
            every(
                    20,
                    () -> published().stream()
                            .skip(published.isEmpty() ? 0 : random.nextInt(published.size()))
                            .findFirst()
                            .ifPresent(jar -> any().read(jar)));
            every(60, () -> any().upkeep());
            every(90, this::harm);
            closing.run(WAR);
            makePeace();
            long steps = PEACE.dividedBy(STEP);
            while (steps-- > 0 && !settled()) {
                masters.forEach(ShelfMaster::inspect);
                closing.run(STEP);
            }
            if (!settled()) {
                faults.add(
                        "not every master can read each of the " + published.size() + " jars that were acknowledged: "
                                + masters.stream().map(ShelfMaster::lacks).toList());
            }
        }
        return faults;
    }

    private boolean settled() {
        return masters.stream().allMatch(ShelfMaster::well);
    }

    private ShelfMaster master() {
        Process process = world.process("m" + (++starts));
        SimulatedStorage storage = new SimulatedStorage(world, process, medium, peace ? Troubles.NONE : TROUBLES);
        return new ShelfMaster(this, process, storage);
    }

    private void every(int millis, Runnable task) {
        world.later((long) (random.nextDouble() * 2 * millis * 1e6), () -> {
            if (!peace) {
                task.run();
                every(millis, task);
            }
        });
    }

    /** Somebody has a new jar; often two at once have the same, as one who asks a second master because the first is slow. */
    private void offer() {
        byte[] jar = new byte[1 + random.nextInt(150)];
        random.nextBytes(jar);
        publish(jar);
        if (world.chance(0.7)) {
            world.later(random.nextInt(6_000_000), () -> publish(jar));
        }
    }

    private void publish(byte[] jar) {
        any().publish(jar, "upload-" + (++uploads));
    }

    private ShelfMaster any() {
        return masters.get(random.nextInt(MASTERS));
    }

    /** Does something bad. */
    private void harm() {
        int number = random.nextInt(MASTERS);
        Process process = masters.get(number).process();
        switch (random.nextInt(9)) {
            case 0 -> process.pause();
            case 1, 2 -> process.unpause();
            case 3 -> process.cutOff();
            case 4, 5 -> process.heal();
            case 6 -> {
                process.kill();
                masters.set(number, master());
            }
            case 7 -> medium.reboot();
            default -> {
                medium.setFull(true);
                world.later(20_000_000, () -> medium.setFull(false));
            }
        }
    }

    private void makePeace() {
        peace = true;
        medium.setFull(false);
        for (ShelfMaster one : masters) {
            one.storage().setTroubles(Troubles.NONE);
            one.process().heal();
            one.process().unpause();
        }
    }

    boolean has(ShelfDefect one) {
        return defect == one;
    }

    /** A client was told that its jar is published. */
    void acknowledge(byte[] jar, Copy copy) {
        if (copy.size() != jar.length) {
            faults.add("a jar of " + jar.length + " bytes was published as one of " + copy.size());
        }
        published.put(copy.id(), new Jar(copy.id(), "simulated.jar", copy.size()));
    }

    /** A client was told that its upload failed: it tries again, at whatever master. */
    void refuse(byte[] jar) {
        count();
        if (!peace) {
            world.later(random.nextInt(4_000_000), () -> publish(jar));
        }
    }

    /** Something failed, as it may. */
    void count() {
        failures++;
    }

    List<Jar> published() {
        return List.copyOf(published.values());
    }

    /** What happened, for comparison. */
    String story() {
        return uploads + " uploads, " + failures + " failures, " + starts + " starts, " + published.keySet();
    }
}
