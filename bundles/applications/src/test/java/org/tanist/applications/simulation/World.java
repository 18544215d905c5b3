package org.tanist.applications.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.service.Reply;
import org.tanist.service.Request;
import org.tanist.testkit.ManualClock;
import org.tanist.testkit.ManualExecutor;

/** Virtual time, chance, the network, and who takes part. */
final class World {
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Random random;
    private final ManualExecutor executor;
    private final Mutation mutation;
    private final Duration patience;
    private final Oracle oracle = new Oracle(this);
    private final SimulatedJournal journal = new SimulatedJournal();
    private final List<SimulatedMaster> masters = new ArrayList<>();
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private boolean rough;
    private boolean instancesFail;
    private int commands;

    World(long seed, Mutation mutation) {
        this.random = new Random(seed);
        this.executor = new ManualExecutor(new ManualClock(), random);
        this.mutation = mutation;
        boolean patient =
                mutation == Mutation.LEASE_COUNTED_FROM_RECEIPT || (mutation == Mutation.NONE && seed % 2 == 0);
        this.patience = Duration.ofSeconds(patient ? 5 : 3);
        for (int i = 1; i <= 3; i++) {
            masters.add(new SimulatedMaster(this, "m" + i));
        }
        for (int i = 1; i <= 4; i++) {
            workers.add(new SimulatedWorker(this, "w" + i));
        }
        masters.get(0).activate();
        workers.forEach(SimulatedWorker::start);
    }

    Random random() {
        return random;
    }

    ManualClock clock() {
        return executor.clock();
    }

    ManualExecutor executor() {
        return executor;
    }

    Mutation mutation() {
        return mutation;
    }

    /** How long workers wait for an answer: some take later ones, on which some defects depend. */
    Duration patience() {
        return patience;
    }

    Oracle oracle() {
        return oracle;
    }

    SimulatedJournal journal() {
        return journal;
    }

    List<SimulatedMaster> masters() {
        return masters;
    }

    List<SimulatedWorker> workers() {
        return workers;
    }

    /** Whether messages are lost and late. */
    void rough(boolean now) {
        rough = now;
    }

    /** Whether instances end by themselves. */
    void instancesFail(boolean now) {
        instancesFail = now;
    }

    boolean instancesFail() {
        return instancesFail;
    }

    void after(Duration delay, Runnable task) {
        executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void later(int leastMillis, int mostMillis, Runnable task) {
        after(Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis + 1)), task);
    }

    /** The active of the newest term, if it is alive. */
    @Nullable
    SimulatedMaster active() {
        SimulatedMaster found = null;
        for (SimulatedMaster master : masters) {
            if (master.active() && master.term() == journal.term()) {
                found = master;
            }
        }
        return found;
    }

    /** Sends a worker's request to some active; the answer comes back, or null, or never. */
    void send(SimulatedWorker from, Request request, BiConsumer<@Nullable Reply, @Nullable Throwable> answer) {
        List<SimulatedMaster> actives =
                masters.stream().filter(SimulatedMaster::active).toList();
        if (lost(from)) {
            return;
        }
        if (actives.isEmpty()) {
            // Any master parks it until somebody is active.
            later(30, 60, () -> send(from, request, answer));
            return;
        }
        SimulatedMaster only = from.only();
        SimulatedMaster target = only != null ? only : actives.get(random.nextInt(actives.size()));
        travel(() -> {
            CompletableFuture<Reply> replied = new CompletableFuture<>();
            replied.whenComplete((reply, failure) -> {
                if (!lost(from)) {
                    // What is under way arrives, although the worker may be cut off meanwhile.
                    travel(() -> answer.accept(failure == null ? reply : null, failure));
                }
            });
            target.attend(request, replied);
        });
    }

    private boolean lost(SimulatedWorker worker) {
        return worker.cutOff() || (rough && random.nextInt(25) == 0);
    }

    private void travel(Runnable arrival) {
        if (rough && random.nextInt(8) == 0) {
            later(100, 5_000, arrival);
        } else {
            later(1, 30, arrival);
        }
    }

    /** A command of a user, retried with one id until it is committed. */
    void order(String method, String path, String body) {
        retry(
                "user-" + ++commands,
                new Request(method, path, java.util.Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private void retry(String id, Request request) {
        SimulatedMaster target = active();
        if (target == null) {
            later(100, 300, () -> retry(id, request));
            return;
        }
        target.submit(target.term(), id, request).whenComplete((reply, failure) -> {
            if (failure != null) {
                later(100, 300, () -> retry(id, request));
            }
        });
    }

    /** A worker was told that it may forget a run that has ended. */
    void acknowledged(InstanceKey key, long incarnation, String worker) {
        Instance instance = journal.truth().instance(key);
        oracle.acknowledged(key, incarnation, instance == null || !instance.is(worker, incarnation));
    }

    void run(Duration length) {
        executor.advance(length);
    }

    ObjectNode parse(byte[] body) {
        try {
            return (ObjectNode) MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String uuid(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
