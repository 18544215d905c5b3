package org.tanist.applications.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.InstanceKey;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * A worker as the protocol describes it: an agent that talks to masters, a keeper that kills what outlives its lease, and processes. The
 * agent may die, stand still, or be cut off; the keeper goes by the lease alone.
 */
final class SimulatedWorker {
    private static final int MOST_CONNECTIONS = 2;

    private final World world;
    private final String name;
    private final Map<InstanceKey, Run> runs = new HashMap<>();
    private int session;
    private boolean registered;
    private boolean cutOff;
    private @Nullable SimulatedMaster only;
    private boolean agentDown;
    private long standsStillUntil;
    private long seen;
    private long term;
    private long leaseEnd;
    private long killAt;
    private int connections;
    private JsonNode wanted = Json.array();

    private enum Stage {
        STARTING,
        LIVE,
        STOPPING,
        EXITED
    }

    private static final class Run {
        private final InstanceKey key;
        private final long incarnation;
        private Stage stage = Stage.STARTING;
        private @Nullable Integer exitCode;

        Run(InstanceKey key, long incarnation) {
            this.key = key;
            this.incarnation = incarnation;
        }

        boolean lives() {
            return stage == Stage.LIVE || stage == Stage.STOPPING;
        }
    }

    SimulatedWorker(World world, String name) {
        this.world = world;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The only master that it reaches; null when it reaches all. */
    @Nullable
    SimulatedMaster only() {
        return only;
    }

    void only(@Nullable SimulatedMaster master) {
        only = master;
    }

    boolean cutOff() {
        return cutOff;
    }

    void cutOff(boolean now) {
        cutOff = now;
    }

    void pause(Duration length) {
        standsStillUntil = world.clock().nanos() + length.toNanos();
    }

    /** The agent process begins, with the processes that an earlier one left. */
    void start() {
        agentDown = false;
        session++;
        registered = false;
        seen = 0;
        wanted = Json.array();
        term = 0;
        connections = 0;
        runs.values().removeIf(run -> run.stage == Stage.STARTING);
        beat(session);
        tick(session);
    }

    void killAgent() {
        agentDown = true;
        session++;
    }

    /** The host dies, and all on it; nobody saw how the processes ended. */
    void killHost() {
        killAgent();
        runs.values().stream().filter(Run::lives).forEach(run -> end(run, null));
    }

    /** What keeps a worker going when an answer was lost. */
    private void tick(int of) {
        if (of == session) {
            world.later(900, 1_100, () -> tick(of));
            awake(of, () -> beat(of));
        }
    }

    private void awake(int of, Runnable task) {
        long rest = standsStillUntil - world.clock().nanos();
        if (of != session || agentDown) {
            return;
        }
        if (rest > 0) {
            world.after(Duration.ofNanos(rest), () -> awake(of, task));
        } else {
            task.run();
        }
    }

    private void beat(int of) {
        if (of != session || agentDown || connections >= MOST_CONNECTIONS) {
            return;
        }
        connections++;
        long sent = world.clock().nanos();
        boolean[] over = new boolean[1];
        Request request = registered ? heartbeat() : registration();
        boolean registration = !registered;
        world.send(
                this,
                request,
                (reply, failure) -> awake(of, () -> {
                    if (!over[0]) {
                        over[0] = true;
                        connections--;
                        answered(of, sent, registration, reply);
                    }
                }));
        world.after(world.patience(), () -> {
            if (of == session && !over[0]) {
                over[0] = true;
                connections--;
            }
        });
    }

    private Request registration() {
        String body = "{\"name\":\"" + name + "\",\"id\":\"" + World.uuid(name) + "\",\"session\":\""
                + World.uuid(name + session) + "\",\"address\":\"" + name
                + ":1\",\"slots\":8,\"memoryMb\":1000,\"version\":\"1\"}";
        return Request.of("POST", "workers", body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Request heartbeat() {
        ObjectNode body = Json.object()
                .put("id", World.uuid(name))
                .put("session", World.uuid(name + session))
                .put("seen", seen);
        ArrayNode instances = body.putArray("instances");
        for (Run run : runs.values()) {
            instances.add(Json.object()
                    .put("application", run.key.application())
                    .put("instance", run.key.number())
                    .put("incarnation", run.incarnation)
                    .put("state", run.stage == Stage.STARTING ? "starting" : run.lives() ? "running" : "exited")
                    .put("pid", run.lives() ? run.incarnation : null)
                    .put("exitCode", run.exitCode));
        }
        return Request.of("POST", "workers/" + name + "/heartbeat", Json.bytes(body));
    }

    private void answered(int of, long sent, boolean registration, @Nullable Reply reply) {
        if (reply == null) {
            world.later(50, 150, () -> awake(of, () -> beat(of)));
            return;
        }
        if (!reply.succeeded()) {
            registered = false;
            world.later(50, 150, () -> awake(of, () -> beat(of)));
            return;
        }
        ObjectNode answer = world.parse(reply.body());
        boolean stale = answer.get("term").asLong() < term
                || (!registration && answer.get("version").asLong() < seen);
        if (!stale || world.mutation() == Mutation.STALE_ANSWERS_TAKEN) {
            term = Math.max(term, answer.get("term").asLong());
            extend(sent, answer.get("leaseMs").asLong());
            registered = true;
            if (!registration && (seen > 0 || !answer.get("assignments").isNull())) {
                take(answer);
            }
        }
        world.later(5, 20, () -> awake(of, () -> beat(of)));
    }

    private void extend(long sent, long leaseMillis) {
        long from = world.mutation() == Mutation.LEASE_COUNTED_FROM_RECEIPT
                ? world.clock().nanos()
                : sent;
        long end = from + leaseMillis * 1_000_000;
        if (end > leaseEnd) {
            leaseEnd = end;
            killAt = from + World.TIMEOUT.toNanos() * 8 / 10;
            world.after(Duration.ofNanos(leaseEnd - world.clock().nanos()), () -> {
                if (leaseEnd <= world.clock().nanos()) {
                    List.copyOf(runs.values()).stream()
                            .filter(r -> r.stage == Stage.LIVE)
                            .forEach(this::terminate);
                }
            });
            world.after(Duration.ofNanos(killAt - world.clock().nanos()), () -> {
                if (killAt <= world.clock().nanos()) {
                    List.copyOf(runs.values()).stream().filter(Run::lives).forEach(run -> end(run, 137));
                }
            });
        }
    }

    private void take(ObjectNode answer) {
        for (JsonNode end : answer.get("acknowledged")) {
            InstanceKey key = key(end);
            long incarnation = end.get("incarnation").asLong();
            Run run = runs.get(key);
            if (run != null && run.incarnation == incarnation && run.stage == Stage.EXITED) {
                world.acknowledged(key, incarnation, name);
                runs.remove(key);
            }
        }
        if (!answer.get("assignments").isNull()) {
            seen = answer.get("version").asLong();
            wanted = answer.get("assignments");
        }
        // Also without news: what was forgotten may have stood in the way of its successor.
        assign(wanted);
    }

    private void assign(JsonNode assignments) {
        Set<InstanceKey> kept = new HashSet<>();
        for (JsonNode assignment : assignments) {
            InstanceKey key = key(assignment);
            long incarnation = assignment.get("incarnation").asLong();
            Run run = runs.get(key);
            if (run == null) {
                Run fresh = new Run(key, incarnation);
                runs.put(key, fresh);
                int of = session;
                world.later(20, 400, () -> awake(of, () -> begin(of, fresh)));
            }
            if (run == null || run.incarnation == incarnation) {
                kept.add(key);
            }
        }
        for (Run run : List.copyOf(runs.values())) {
            if (!kept.contains(run.key)) {
                if (run.stage == Stage.STARTING) {
                    runs.remove(run.key);
                } else if (run.stage == Stage.LIVE) {
                    world.oracle().stopped();
                    terminate(run);
                }
            }
        }
    }

    /** Starts the process, if the lease is valid; else looks again. */
    private void begin(int of, Run run) {
        if (runs.get(run.key) != run || run.stage != Stage.STARTING) {
            return;
        }
        if (world.clock().nanos() >= leaseEnd) {
            world.later(100, 200, () -> awake(of, () -> begin(of, run)));
            return;
        }
        run.stage = Stage.LIVE;
        world.oracle().started(run.key, run.incarnation, name);
        beat(of);
        if (world.instancesFail()) {
            world.later(5_000, 120_000, () -> exit(run));
        }
    }

    private void exit(Run run) {
        if (run.lives()) {
            end(run, world.random().nextInt(2));
        }
    }

    private void terminate(Run run) {
        run.stage = Stage.STOPPING;
        world.later(10, 3_000, () -> {
            if (run.lives()) {
                end(run, 143);
            }
        });
    }

    private void end(Run run, @Nullable Integer exitCode) {
        run.stage = Stage.EXITED;
        run.exitCode = exitCode;
        world.oracle().ended(run.key, run.incarnation, name);
        int of = session;
        awake(of, () -> beat(of));
    }

    private static InstanceKey key(JsonNode json) {
        return new InstanceKey(
                json.get("application").asText(), json.get("instance").asInt());
    }

    /** How many processes live. */
    long live() {
        return runs.values().stream().filter(Run::lives).count();
    }
}
