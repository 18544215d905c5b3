package org.tanist.worker.supervise;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.client.wire.Orders;
import org.tanist.worker.files.RunDirectory;
import org.tanist.worker.jars.JarCache;
import org.tanist.worker.lease.Lease;
import org.tanist.worker.lease.Leases;
import org.tanist.worker.run.Launcher;
import org.tanist.worker.run.MemoryWatch;

/**
 * Turns orders into processes. {@link #run} is its thread; the other methods may be called from any.
 *
 * <p>In every turn the lease comes first: without one nothing is started and what runs is ended, whatever was ordered.
 */
public final class Supervisor implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long LOOK_AT_MEMORY = 200;
    private static final String LEASE_OVER = "no active master was reached in time: the lease is over";
    private static final String STOPPING = "the worker is being stopped";

    private final Leases leases;
    private final Runs runs;
    private final Mailbox mailbox = new Mailbox();
    private final WantedSet wanted = new WantedSet();
    private long looked;
    private boolean leased;
    private volatile boolean leaving;
    private volatile boolean closed;

    /**
     * A supervisor that has not begun.
     *
     * @param fetching runs what waits for jars
     */
    public Supervisor(Leases leases, JarCache jars, Launcher launcher, Executor fetching) {
        this.leases = leases;
        this.runs = new Runs(jars, launcher, fetching, mailbox);
    }

    /** Takes over what an earlier process of this worker started; before {@link #run}. */
    public void adopt(List<RunDirectory> directories) throws IOException {
        runs.adopt(directories);
        if (!runs.quiet()) {
            // The keeper may have gone with the worker; the lease that they had still holds, and no longer.
            leases.renew(leases.current());
        }
        runs.poll(leases.now());
        publish();
    }

    /**
     * Takes a master's answer.
     *
     * @param lease that it gave; taken at once, on the caller's thread
     */
    public void accept(Orders orders, Lease lease) {
        if (wanted.admits(orders)) {
            leases.renew(lease);
            mailbox.put(orders);
        }
    }

    /** Takes a lease that came without orders. */
    public void accept(Lease lease) {
        leases.renew(lease);
        mailbox.wake();
    }

    /** What there is to tell. */
    public Snapshot snapshot() {
        return mailbox.snapshot();
    }

    /** Waits, at most this long, until the snapshot is as wanted, and gives the newest one, be it so or not. */
    public Snapshot await(Predicate<Snapshot> wanted, Duration limit) throws InterruptedException {
        return mailbox.await(wanted, limit);
    }

    /** Ends all instances in order, and starts none any more. */
    public void leave() {
        leaving = true;
        mailbox.wake();
    }

    /** Leaves the thread; instances go on. May be called again. */
    public void close() {
        closed = true;
        mailbox.wake();
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                turn();
                mailbox.awaitWork(runs.quiet() ? untilLeaseEnds() : TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        try {
            mailbox.takeTasks().forEach(Runnable::run);
            for (Orders orders : mailbox.takeOrders()) {
                if (wanted.take(orders)) {
                    orders.acknowledged().forEach(runs::forget);
                }
            }
            long now = leases.now();
            boolean valid = leases.current().valid(now);
            if (leaving) {
                runs.endAll(STOPPING, now);
            } else if (valid) {
                leased = true;
                runs.follow(wanted.assignments(), now);
            } else {
                loseLease(now);
            }
            publish();
            if (valid && !leaving) {
                runs.start(leases.current().end());
            }
            runs.poll(now);
            watchMemory(now);
            publish();
        } catch (IOException | RuntimeException e) {
            // The next turn looks at everything again; a full disk, say, must not end the thread that ends instances.
            LOG.error("a turn of the supervisor failed: {}", e.toString(), e);
        }
    }

    private void loseLease(long now) throws IOException {
        if (leased) {
            leased = false;
            LOG.warn(LEASE_OVER);
        }
        wanted.clear();
        runs.endAll(LEASE_OVER, now);
        if (leases.current().overdue(now)) {
            runs.killAll(LEASE_OVER, now);
        }
    }

    private void watchMemory(long now) throws IOException {
        if (now - looked >= LOOK_AT_MEMORY) {
            looked = now;
            MemoryWatch.look(runs.all(), now);
        }
    }

    private Duration untilLeaseEnds() {
        long left = leases.current().end() - leases.now();
        return left <= 0 ? IDLE : Duration.ofMillis(left * 10 + 10);
    }

    private void publish() {
        mailbox.publish(mailbox.snapshot().next(wanted.version(), runs.reports()));
    }
}
