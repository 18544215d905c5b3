package org.tanist.applications.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.tanist.applications.Services;
import org.tanist.applications.json.Json;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.service.ActiveContext;
import org.tanist.service.Attendant;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** One master with the real service: applies what is committed, and is active now and then. */
final class SimulatedMaster {
    private final World world;
    private final String name;
    private MasterService service;
    private long applied;
    private final Map<String, Reply> replies = new HashMap<>();
    private boolean dead;
    private long standsStillUntil;
    private long term;
    private TermExecutor executor;
    private AutoCloseable activation;
    private final List<CompletableFuture<Reply>> unanswered = new ArrayList<>();

    SimulatedMaster(World world, String name) {
        this.world = world;
        this.name = name;
        this.service = Services.applications(World.TIMEOUT);
    }

    String name() {
        return name;
    }

    long term() {
        return term;
    }

    boolean dead() {
        return dead;
    }

    boolean active() {
        return activation != null && !dead;
    }

    /** Becomes active in a term of its own, as soon as it has applied everything. */
    void activate() {
        term = world.journal().open();
        catchUp();
        executor = new TermExecutor(world.executor(), this::standstill);
        try {
            activation = service.activate(new Context(term, executor));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        world.oracle().note(name + " is active in term " + term);
    }

    void deactivate() {
        AutoCloseable own = activation;
        if (own != null) {
            activation = null;
            executor.shutdownNow();
            try {
                own.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Dies; callers see their connections break, or (if its whole host is gone) nothing at all. */
    void crash(boolean silently) {
        dead = true;
        List<CompletableFuture<Reply>> left = List.copyOf(unanswered);
        unanswered.clear();
        if (!silently) {
            left.forEach(answer -> answer.completeExceptionally(notActive()));
        }
        if (executor != null) {
            executor.shutdownNow();
        }
        activation = null;
    }

    /** Comes back with a snapshot of its state, as a standby. */
    void restart() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            service.snapshot().writeTo(bytes);
            service = Services.applications(World.TIMEOUT);
            service.restore(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dead = false;
        replies.clear();
    }

    void pause(Duration length) {
        standsStillUntil = world.clock().nanos() + length.toNanos();
    }

    private Duration standstill() {
        return Duration.ofNanos(Math.max(0, standsStillUntil - world.clock().nanos()));
    }

    void catchUp() {
        for (Command command : List.copyOf(world.journal().from(applied))) {
            replies.put(command.id(), service.apply(command));
            applied++;
        }
    }

    /** A call of a worker, as the host lets it in: after the term was proven to be in force. */
    void attend(Request request, CompletableFuture<Reply> answer) {
        if (dead) {
            return;
        }
        unanswered.add(answer);
        answer.whenComplete((reply, failure) -> unanswered.remove(answer));
        if (activation == null) {
            world.later(1, 10, () -> answer.completeExceptionally(notActive()));
            return;
        }
        long asked = term;
        world.later(1, 10, () -> later(() -> proven(asked, request, answer)));
    }

    private void later(Runnable task) {
        Duration rest = standstill();
        if (rest.isZero()) {
            task.run();
        } else {
            world.after(rest, () -> later(task));
        }
    }

    private void proven(long asked, Request request, CompletableFuture<Reply> answer) {
        if (dead) {
            return;
        }
        boolean inForce = asked == term && world.journal().term() == term;
        if (activation == null || !(inForce || world.mutation() == Mutation.ANSWERS_WITHOUT_PROOF)) {
            answer.completeExceptionally(notActive());
            return;
        }
        catchUp();
        Request heard = request;
        if (world.mutation() == Mutation.GONE_WITHOUT_SEEN && request.path().endsWith("/heartbeat")) {
            ObjectNode body = world.parse(request.body());
            heard = Request.of("POST", request.path(), Json.bytes(body.put("seen", Long.MAX_VALUE)));
        }
        if (world.mutation() == Mutation.ACKNOWLEDGED_BEFORE_COMMIT
                && request.path().endsWith("/heartbeat")) {
            hasty(request, answer);
        }
        ((Attendant) activation).attend(heard).whenComplete((reply, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(reply);
            }
        });
    }

    /** Answers at once that every end is acknowledged. */
    private void hasty(Request request, CompletableFuture<Reply> answer) {
        ObjectNode heartbeat = world.parse(request.body());
        ObjectNode json = Json.object()
                .put("term", term)
                .put("leaseMs", World.TIMEOUT.toMillis() * 6 / 10)
                .put("heartbeatMs", 1_000)
                .put("version", heartbeat.get("seen").asLong());
        json.putNull("assignments");
        ArrayNode acknowledged = json.putArray("acknowledged");
        for (JsonNode run : heartbeat.get("instances")) {
            if (run.get("state").asText().equals("exited")) {
                acknowledged.add(run);
            }
        }
        if (!acknowledged.isEmpty()) {
            answer.complete(Reply.ok(Json.bytes(json)));
        }
    }

    private static TanistException notActive() {
        return new TanistException(ErrorCode.NOT_ACTIVE, "not active");
    }

    /** A command: committed a little later, if the term is still in force then. */
    CompletionStage<Reply> submit(long byTerm, String id, Request request) {
        CompletableFuture<Reply> done = new CompletableFuture<>();
        world.later(1, 30, () -> {
            if (dead && world.random().nextBoolean()) {
                return;
            }
            boolean committed = world.journal().commit(byTerm, id, world.clock().millis(), request);
            if (dead) {
                return;
            }
            later(() -> {
                if (committed) {
                    catchUp();
                    Reply reply = replies.get(id);
                    done.complete(reply == null ? Reply.done() : reply);
                } else {
                    done.completeExceptionally(notActive());
                }
            });
        });
        return done;
    }

    /** What the service gets for one term. */
    private final class Context implements ActiveContext {
        private final long own;
        private final TermExecutor tasks;
        private boolean first = true;

        Context(long own, TermExecutor tasks) {
            this.own = own;
            this.tasks = tasks;
        }

        @Override
        public Term term() {
            return new Term(own);
        }

        @Override
        public Member self() {
            return new Member(new MasterId(new UUID(0, 1)), name, new Endpoint("m", 3000));
        }

        @Override
        public boolean serving() {
            return active() && own == term;
        }

        @Override
        public CompletionStage<Reply> submit(String id, Request request) {
            return SimulatedMaster.this.submit(own, id, request);
        }

        @Override
        public long nanos() {
            long now = world.clock().nanos();
            long began = first && world.mutation() == Mutation.NO_GRACE_PERIOD ? now - World.TIMEOUT.toNanos() : now;
            first = false;
            return began;
        }

        @Override
        public ScheduledExecutorService executor() {
            return tasks;
        }
    }
}
