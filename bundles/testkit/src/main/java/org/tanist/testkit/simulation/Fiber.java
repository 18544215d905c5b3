package org.tanist.testkit.simulation;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that runs only while it holds the baton of its world. Reused by later worlds, because threads are dear. */
final class Fiber extends Thread {
    private static final ConcurrentLinkedDeque<Fiber> SPARE = new ConcurrentLinkedDeque<>();

    final Baton baton = new Baton();
    volatile @Nullable World world;
    volatile @Nullable Process process;
    volatile @Nullable Runnable body;

    private Fiber() {
        super("tanist-fiber");
        setDaemon(true);
    }

    /** Passes the right to run from one thread to another. */
    static final class Baton {
        private static final int SPINS = 200;
        private volatile boolean here;
        private volatile @Nullable Thread waiter;

        void take() {
            for (int i = 0; i < SPINS && !here; i++) {
                Thread.onSpinWait();
            }
            waiter = Thread.currentThread();
            while (!here) {
                LockSupport.park(this);
            }
            here = false;
        }

        void give() {
            here = true;
            LockSupport.unpark(waiter);
        }
    }

    /** Ends a fiber of a process that was killed; no code catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("the simulated process was killed", null, false, false);
        }
    }

    static Fiber spare() {
        Fiber spare = SPARE.poll();
        if (spare == null) {
            spare = new Fiber();
            spare.start();
        }
        return spare;
    }

    static void keep(Fiber fiber) {
        fiber.world = null;
        SPARE.push(fiber);
    }

    @Override
    public void run() {
        while (true) {
            baton.take();
            World mine = world;
            if (mine != null) {
                mine.live(this);
            }
        }
    }
}
