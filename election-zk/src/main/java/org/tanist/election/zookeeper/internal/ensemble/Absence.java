package org.tanist.election.zookeeper.internal.ensemble;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says now and then, while there is no connection with ZooKeeper, since when and why. Thread-safe; nothing here blocks its caller. */
public final class Absence {
    private static final Logger LOG = LoggerFactory.getLogger(Absence.class);
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Settings settings;
    private final AtomicBoolean looking = new AtomicBoolean();
    private boolean absent = true;
    private boolean told;
    private long sinceNanos = System.nanoTime();
    private long toldNanos = sinceNanos;

    /** Of these servers; there is no connection yet, which whoever starts says soon enough. */
    public Absence(Settings settings) {
        this.settings = settings;
    }

    /** There is a connection. */
    public synchronized void ended() {
        if (told) {
            LOG.info("connected with ZooKeeper again, after {} s", secondsSince());
        }
        absent = false;
        told = false;
    }

    /** The connection is lost. */
    public synchronized void begun() {
        if (!absent) {
            absent = true;
            sinceNanos = System.nanoTime();
            toldNanos = sinceNanos - AGAIN_NANOS + FIRST_NANOS;
        }
    }

    /** Called at short intervals. */
    public synchronized void look() {
        long now = System.nanoTime();
        if (absent && now - toldNanos > AGAIN_NANOS && looking.compareAndSet(false, true)) {
            toldNanos = now;
            told = true;
            Threads.daemon("tanist-zookeeper-probe", this::tell).start();
        }
    }

    private void tell() {
        Probe.Finding finding = Probe.look(settings);
        looking.set(false);
        synchronized (this) {
            if (absent) {
                LOG.warn(
                        "no connection with ZooKeeper for {} s, it is tried again and again: {}",
                        secondsSince(),
                        finding.text());
            }
        }
    }

    private long secondsSince() {
        return Duration.ofNanos(System.nanoTime() - sinceNanos).toSeconds();
    }
}
