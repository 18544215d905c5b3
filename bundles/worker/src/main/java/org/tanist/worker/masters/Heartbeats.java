package org.tanist.worker.masters;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.client.WorkersClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.InvalidRequestException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.RefusedException;
import org.tanist.client.wire.Heartbeat;
import org.tanist.client.wire.Orders;
import org.tanist.client.wire.Registered;
import org.tanist.worker.lease.Lease;
import org.tanist.worker.lease.Uptime;
import org.tanist.worker.supervise.Snapshot;
import org.tanist.worker.supervise.Supervisor;

/** Keeps the masters and the supervisor in touch until it is closed. */
public final class Heartbeats implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long LEAST_PAUSE_MILLIS = 20;
    private static final long RETRY_MILLIS = 200;

    private final Identity identity;
    private final Clients clients;
    private final Supervisor supervisor;
    private final Uptime uptime;
    private final Rejection rejection;
    private final Absence absence;
    private final Thread holding;
    private final Thread reporting;
    private final CountDownLatch registered = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean out = new AtomicBoolean();
    private final AtomicBoolean known = new AtomicBoolean();
    private final AtomicLong told = new AtomicLong();

    /** Not begun yet. */
    public Heartbeats(Identity identity, Clients clients, Supervisor supervisor, Context context) {
        this.identity = identity;
        this.clients = clients;
        this.supervisor = supervisor;
        this.uptime = context.uptime();
        this.rejection = context.rejection();
        this.absence = context.absence();
        this.holding = context.threads().newThread(this::hold);
        this.reporting = context.threads().newThread(this::report);
    }

    /** What it needs from its process. */
    public record Context(Uptime uptime, ThreadFactory threads, Rejection rejection, Absence absence) {}

    /** Begins. */
    public Heartbeats start() {
        holding.start();
        reporting.start();
        return this;
    }

    /** Waits until the worker is registered for the first time. */
    public boolean awaitRegistered(Duration limit) throws InterruptedException {
        return registered.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the masters to place nothing here any more, unless they were asked before; without an active, nothing is said. */
    public void leave() {
        if (!known.get()) {
            return;
        }
        try {
            WorkersClient workers = clients.current().workers();
            boolean draining = workers.list(false).stream()
                    .anyMatch(w -> w.name().equals(identity.name()) && w.state().equals("draining"));
            if (!draining) {
                absence.begin();
                workers.drain(identity.name());
            }
        } catch (ClientException e) {
            LOG.info("the masters are not told that this worker leaves: {}", e.getMessage());
        }
    }

    /** Ends; the masters notice by the silence. May be called again. */
    @Override
    public void close() {
        closed.countDown();
        holding.interrupt();
        reporting.interrupt();
        clients.close();
    }

    private void hold() {
        try {
            while (!pause(0)) {
                if (!known.get() && !register()) {
                    pause(RETRY_MILLIS);
                } else if (known.get()) {
                    Snapshot snapshot = supervisor.snapshot();
                    pause(beat(snapshot, snapshot.seen()) ? LEAST_PAUSE_MILLIS : RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With no version seen, so that it is answered at once. */
    private void report() {
        try {
            while (!pause(0)) {
                long before = told.get();
                Snapshot snapshot = supervisor.await(now -> now.sequence() > before, WAIT);
                if (snapshot.sequence() > told.get() && known.get()) {
                    pause(beat(snapshot, 0) ? LEAST_PAUSE_MILLIS : RETRY_MILLIS);
                } else if (snapshot.sequence() > told.get()) {
                    pause(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean register() {
        long sent = uptime.hundredths();
        try {
            Registered answer = clients.current().workers().register(identity.registration());
            clients.adapt(answer.lease(), answer.heartbeat());
            supervisor.accept(Lease.given(sent, answer.lease()));
            LOG.info("registered: worker={} term={} lease={}", answer.name(), answer.term(), answer.lease());
            reached();
            if (absence.begun()) {
                clients.current().workers().resume(identity.name());
                absence.end();
            }
            clients.learn();
            known.set(true);
            registered.countDown();
            return true;
        } catch (RefusedException | InvalidRequestException e) {
            reject(e.problem().detail());
            return false;
        } catch (ClientException e) {
            unreached(e);
            return false;
        }
    }

    private boolean beat(Snapshot snapshot, long seen) throws InterruptedException {
        long sent = uptime.hundredths();
        try {
            Heartbeat heartbeat = new Heartbeat(identity.id(), identity.session(), seen, snapshot.reports());
            Orders orders = clients.current().workers().heartbeat(identity.name(), heartbeat, clients.patience());
            told.accumulateAndGet(snapshot.sequence(), Math::max);
            clients.adapt(orders.lease(), orders.heartbeat());
            supervisor.accept(orders, Lease.given(sent, orders.lease()));
            reached();
            if (orders.assignments().isPresent()) {
                supervisor.await(now -> now.seen() >= orders.version(), WAIT);
            }
            return true;
        } catch (NotFoundException e) {
            LOG.info("the masters do not know this worker: registering again");
            known.set(false);
            return true;
        } catch (ClientException e) {
            unreached(e);
            return false;
        }
    }

    private void reject(String why) {
        if (closed.getCount() > 0) {
            LOG.error("the masters refuse this worker: {}", why);
            rejection.rejected(why);
        }
    }

    private void reached() {
        if (out.getAndSet(false)) {
            LOG.info("an active master is reached again");
        }
    }

    private void unreached(ClientException e) {
        if (closed.getCount() > 0 && !out.getAndSet(true)) {
            LOG.warn("no active master is reached: {}", e.getMessage());
        }
    }

    /** Whether it is closed, after this long at most. */
    private boolean pause(long millis) throws InterruptedException {
        return closed.await(millis, TimeUnit.MILLISECONDS);
    }
}
