package org.tanist.applications.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.tanist.applications.Bodies;

/** What goes wrong, and what users order meanwhile. */
final class Chaos {
    private static final List<String> NAMES = List.of("web", "pair", "batch", "once", "pool");

    private final World world;
    private final Random random;
    private boolean going = true;

    Chaos(World world) {
        this.world = world;
        this.random = world.random();
    }

    /** Submits the applications of every run. */
    void submitAll() {
        world.order("PUT", "internal/jars/" + Bodies.JAR, "{\"name\":\"a.jar\",\"size\":1}");
        world.run(Duration.ofSeconds(1));
        NAMES.forEach(this::submit);
    }

    private void submit(String name) {
        int instances = switch (name) {
            case "pair" -> 2;
            case "pool" -> 5;
            default -> 1;
        };
        String restart = name.equals("batch") ? "on-failure" : name.equals("once") ? "never" : "always";
        world.order("POST", "applications", Bodies.spec(name, instances, restart));
    }

    /** Begins; something happens every few seconds. */
    void begin() {
        world.rough(true);
        world.instancesFail(true);
        next();
    }

    private void next() {
        if (going) {
            step();
            world.later(300, 6_000, this::next);
        }
    }

    private void step() {
        SimulatedWorker worker =
                world.workers().get(random.nextInt(world.workers().size()));
        String name = NAMES.get(random.nextInt(NAMES.size()));
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> failover();
            case 3, 4 -> cut(worker);
            case 5 -> agentRestart(worker);
            case 6 -> hostRestart(worker);
            case 7 -> worker.pause(Duration.ofMillis(random.nextInt(15_000)));
            case 8 -> pauseActive();
            case 9 -> world.order("POST", "applications/" + name + "/restart", "");
            case 10 -> world.order("POST", "applications/" + name + (random.nextBoolean() ? "/stop" : "/restart"), "");
            case 11 -> world.order(random.nextBoolean() ? "POST" : "DELETE", "workers/" + worker.name() + "/drain", "");
            case 12 -> world.order("DELETE", "applications/" + name, "");
            default -> submit(name);
        }
    }

    private void cut(SimulatedWorker worker) {
        worker.cutOff(true);
        world.oracle().note(worker.name() + " is cut off");
        world.later(500, 25_000, () -> worker.cutOff(false));
    }

    private void agentRestart(SimulatedWorker worker) {
        worker.killAgent();
        world.oracle().note(worker.name() + "'s agent is killed");
        world.later(300, 14_000, worker::start);
    }

    private void hostRestart(SimulatedWorker worker) {
        worker.killHost();
        world.oracle().note(worker.name() + "'s host dies");
        world.later(1_000, 20_000, worker::start);
    }

    private void pauseActive() {
        SimulatedMaster active = world.active();
        if (active != null) {
            active.pause(Duration.ofMillis(random.nextInt(14_000)));
        }
    }

    /** A change of the active: it dies, or is deposed and does not notice for a while, or goes in good order. */
    void failover() {
        SimulatedMaster old = world.active();
        if (old != null) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    old.crash(random.nextBoolean());
                    world.oracle().note(old.name() + " crashes");
                    world.later(1_000, 15_000, old::restart);
                }
                case 1 -> depose(old);
                default -> old.deactivate();
            }
        }
        world.later(50, random.nextInt(6) == 0 ? 14_000 : 1_500, this::elect);
    }

    /** It does not notice for a while, and a worker may be on its side of the network. */
    private void depose(SimulatedMaster old) {
        long term = old.term();
        SimulatedWorker worker =
                world.workers().get(random.nextInt(world.workers().size()));
        if (random.nextBoolean()) {
            worker.only(old);
            world.oracle().note(worker.name() + " reaches " + old.name() + " only");
        }
        world.later(100, 25_000, () -> {
            worker.only(null);
            if (old.term() == term) {
                old.deactivate();
            }
        });
    }

    /** A short failover: the active dies or is deposed, and the next one serves within two seconds. */
    void handOver() {
        SimulatedMaster old = world.active();
        if (old != null && random.nextBoolean()) {
            old.crash(false);
            world.later(3_000, 10_000, old::restart);
        } else if (old != null) {
            world.later(0, 3_000, old::deactivate);
        }
        world.later(50, 2_000, this::elect);
    }

    private void elect() {
        List<SimulatedMaster> fit =
                world.masters().stream().filter(m -> !m.dead() && !m.active()).toList();
        if (fit.isEmpty()) {
            world.later(500, 1_000, this::elect);
        } else {
            fit.get(random.nextInt(fit.size())).activate();
        }
    }

    /** Ends all of it and mends what is broken. */
    void end() {
        going = false;
        world.run(Duration.ofSeconds(30));
        world.rough(false);
        world.instancesFail(false);
        for (SimulatedWorker worker : world.workers()) {
            worker.cutOff(false);
            worker.only(null);
            world.order("DELETE", "workers/" + worker.name() + "/drain", "");
        }
        if (world.active() == null) {
            elect();
        }
        NAMES.forEach(this::submit);
        world.run(Duration.ofSeconds(30));
        NAMES.forEach(name -> world.order("POST", "applications/" + name + "/restart", ""));
        world.run(Duration.ofSeconds(240));
    }
}
