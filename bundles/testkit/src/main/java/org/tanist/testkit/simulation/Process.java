package org.tanist.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** One simulated process: its threads stand still while it is paused, and end when it is killed. For the threads of its world. */
public final class Process {
    final List<World.Event> held = new ArrayList<>();
    boolean dead;
    boolean paused;
    private final World world;
    private final String name;
    private boolean cutOff;

    Process(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** A thread of this process with a queue of tasks. */
    public ScheduledExecutorService executor() {
        return new FiberExecutor(world, this);
    }

    /** Runs a task in a thread of its own, soon. */
    public void start(Runnable body) {
        world.start(this, body);
    }

    /** Runs something that does not block, after a while, unless the process is dead by then. */
    public void later(long nanos, Runnable task) {
        world.callback(this, nanos, task);
    }

    /** Stops all its threads where they are. */
    public void pause() {
        paused = true;
    }

    /** Lets them go on, without knowing that time has passed. */
    public void unpause() {
        paused = false;
        world.release(this);
    }

    /** Whether it is paused. */
    public boolean isPaused() {
        return paused;
    }

    /** Ends it: what its threads were doing never goes on. What they had sent to the storage may still arrive. */
    public void kill() {
        dead = true;
        world.release(this);
    }

    /** Whether it was killed. */
    public boolean isDead() {
        return dead;
    }

    /** Cuts it off from the storage: calls hang, and what is on its way arrives after {@link #heal}. */
    public void cutOff() {
        cutOff = true;
    }

    /** Ends a cut. */
    public void heal() {
        cutOff = false;
    }

    /** Whether calls of the storage hang. */
    public boolean isCutOff() {
        return cutOff && !dead;
    }
}
