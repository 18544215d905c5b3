package org.tanist.cli.bench.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.tanist.client.ClientOptions;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.http.Address;
import org.tanist.client.wire.Assignment;
import org.tanist.client.wire.Heartbeat;
import org.tanist.client.wire.Incarnation;
import org.tanist.client.wire.InstanceReport;
import org.tanist.client.wire.Orders;
import org.tanist.client.wire.Registered;
import org.tanist.client.wire.Registration;

/**
 * One worker that runs nothing. Times and patience are those of a real one; only the second connection is missing, over which a real one
 * reports at once what happens to its processes: here nothing happens to them.
 */
final class SimulatedWorker implements Runnable {

    private static final int SLOTS = 64;
    private static final int MEMORY_MB = 64 * 1024;
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LEAST = Duration.ofMillis(300);
    private static final long PAUSE_MILLIS = 20;
    private static final long RETRY_MILLIS = 200;

    private final String name;
    private final String id = UUID.randomUUID().toString();
    private final String session = UUID.randomUUID().toString();
    private final List<Address> masters;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Incarnation, InstanceReport> runs = new HashMap<>();
    private TanistClient client;
    private Duration limit = FIRST;
    private Duration patience = LEAST;
    private boolean registered;
    private long seen;
    private volatile Word word = new Word(0, 0, 0, Set.of());

    /**
     * What a worker has heard and said, at one moment.
     *
     * @param term of the active that answered last
     * @param sinceNanos when the first answer of this term came, on the monotonic clock
     * @param answers how many heartbeats were answered
     * @param told what it told in the heartbeat that was answered last
     */
    record Word(long term, long sinceNanos, long answers, Set<Incarnation> told) {
        private Word answered(long by, long now, Set<Incarnation> runs) {
            return new Word(by, by == term ? sinceNanos : now, answers + 1, runs);
        }
    }

    SimulatedWorker(String name, List<Address> masters) {
        this.name = name;
        this.masters = masters;
        this.client = client(FIRST);
    }

    String name() {
        return name;
    }

    Word word() {
        return word;
    }

    /** Ends after the heartbeat that is under way, or by an interrupt. */
    void close() {
        closed.countDown();
    }

    @Override
    public void run() {
        try {
            boolean over = false;
            while (!over) {
                long pause = beat() ? PAUSE_MILLIS : RETRY_MILLIS;
                over = closed.await(pause, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }

    private boolean beat() {
        try {
            if (!registered) {
                Registered answer = client.workers().register(registration());
                adapt(answer.lease(), answer.heartbeat());
                registered = true;
            }
            Heartbeat heartbeat = new Heartbeat(id, session, seen, List.copyOf(runs.values()));
            take(client.workers().heartbeat(name, heartbeat, patience));
            return true;
        } catch (NotFoundException e) {
            // Its words for: register again.
            registered = false;
            return true;
        } catch (ClientException e) {
            // Nobody is active; the next attempt is due in a moment, as in a real worker.
            return false;
        }
    }

    private Registration registration() {
        return new Registration(name, id, session, "127.0.0.1:1", SLOTS, MEMORY_MB, "simulated");
    }

    private void take(Orders orders) {
        word = word.answered(orders.term(), System.nanoTime(), Set.copyOf(runs.keySet()));
        adapt(orders.lease(), orders.heartbeat());
        orders.acknowledged().forEach(runs::remove);
        orders.assignments().ifPresent(assignments -> {
            Set<Incarnation> wanted =
                    assignments.stream().map(Assignment::run).collect(Collectors.toCollection(HashSet::new));
            List<Incarnation> over = new ArrayList<>(runs.keySet());
            over.removeAll(wanted);
            over.forEach(run -> runs.put(run, report(run, InstanceReport.EXITED)));
            wanted.forEach(run -> runs.putIfAbsent(run, report(run, InstanceReport.RUNNING)));
            seen = orders.version();
        });
    }

    private static InstanceReport report(Incarnation run, String state) {
        Integer code = state.equals(InstanceReport.EXITED) ? 143 : null;
        return new InstanceReport(run, state, 1L, Instant.EPOCH.toString(), code, null, false);
    }

    private void adapt(Duration lease, Duration heartbeat) {
        patience = longer(LEAST, heartbeat.dividedBy(2).plus(lease.dividedBy(6)));
        Duration fitting = longer(patience, lease.multipliedBy(4).dividedBy(9));
        if (!fitting.equals(limit)) {
            limit = fitting;
            client.close();
            client = client(fitting);
        }
    }

    private TanistClient client(Duration timeout) {
        return TanistClient.of(ClientOptions.of(masters).withTimeout(timeout));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
