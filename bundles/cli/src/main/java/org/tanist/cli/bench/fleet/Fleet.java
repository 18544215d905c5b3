package org.tanist.cli.bench.fleet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tanist.client.http.Address;
import org.tanist.client.wire.Incarnation;

/** Many simulated workers of one cluster. Figures may be read by any thread. */
public final class Fleet implements AutoCloseable {

    private static final long STACK_BYTES = 192 << 10;
    private static final long END_MILLIS = 5_000;

    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** So many workers, which do nothing yet. */
    public Fleet(List<Address> masters, int size) {
        for (int i = 0; i < size; i++) {
            SimulatedWorker worker = new SimulatedWorker("simulated-" + i, List.copyOf(masters));
            workers.add(worker);
            Thread thread = new Thread(null, worker, "tanist-" + worker.name(), STACK_BYTES);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    /** All begin to register. */
    public Fleet start() {
        threads.forEach(Thread::start);
        return this;
    }

    /** How many workers have had a heartbeat answered. */
    public long taken() {
        return workers.stream().filter(worker -> worker.word().answers() > 0).count();
    }

    /** How many heartbeats were answered so far. */
    public long heartbeats() {
        return workers.stream().mapToLong(worker -> worker.word().answers()).sum();
    }

    /** All runs that were told in heartbeats that were answered. */
    public Set<Incarnation> told() {
        Set<Incarnation> all = new HashSet<>();
        workers.forEach(worker -> all.addAll(worker.word().told()));
        return all;
    }

    /** Whether an active of a newer term than this has answered all workers. */
    public boolean adopted(long term) {
        return workers.stream().allMatch(worker -> worker.word().term() > term);
    }

    /** When the newest active answered each worker first, on the monotonic clock. */
    public List<Long> answeredNanos() {
        return workers.stream().map(worker -> worker.word().sinceNanos()).toList();
    }

    /** All end; the masters notice by the silence. */
    @Override
    public void close() {
        workers.forEach(SimulatedWorker::close);
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
