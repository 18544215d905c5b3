package org.tanist.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterStatus;
import org.tanist.control.MasterPatch;
import org.tanist.control.MasterStatus;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;
import org.tanist.control.TransitionStatus.Check;
import org.tanist.control.TransitionStatus.Step;

/** A cluster that exists only as figures: masters come and go by order of a test, transitions take a moment. */
final class FakeCluster implements AutoCloseable {
    static final long HANDOVER_MILLIS = 600;

    private final Map<String, Master> masters = new TreeMap<>();
    private final List<TransitionStatus> transitions = new ArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "test-cluster");
        made.setDaemon(true);
        return made;
    });
    private @Nullable String active;
    private long term;
    private long position = 12_345;
    private boolean rollBack;

    synchronized FakeCluster add(String name, String address) {
        masters.put(name, new Master(name, address));
        return this;
    }

    /** What a test changes about a master. */
    static final class Master {
        final String name;
        String address;
        boolean alive = true;
        boolean held;
        int priority;
        long lag;
        List<String> reasons = List.of();

        Master(String name, String address) {
            this.name = name;
            this.address = address;
        }
    }

    synchronized void change(Runnable change) {
        change.run();
        changed();
    }

    synchronized Master master(String name) {
        return masters.get(name);
    }

    synchronized void activate(@Nullable String name) {
        active = name;
        if (name != null) {
            term++;
        }
        changed();
    }

    synchronized void failover(String to, double gap) {
        String from = active;
        activate(to);
        transitions.add(
                0,
                status("failover", "done", from, to, null)
                        .with("tanist", from + " died: its connection was closed and its address refused")
                        .gap(gap)
                        .build());
        changed();
    }

    synchronized void write(long entries) {
        position += entries;
        changed();
    }

    synchronized void rollBackNext() {
        rollBack = true;
    }

    synchronized @Nullable String active() {
        return active;
    }

    synchronized long term() {
        return term;
    }

    synchronized long position() {
        return position;
    }

    synchronized List<TransitionStatus> transitions() {
        return List.copyOf(transitions);
    }

    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    private void changed() {
        watchers.forEach(thread::execute);
    }

    synchronized ClusterStatus seenBy(String self) {
        long alive = masters.values().stream().filter(m -> m.alive).count();
        int tolerance = (int) Math.max(0, alive - (masters.size() / 2 + 1));
        boolean whole = alive == masters.size();
        String health = active == null ? "no-active" : whole ? "healthy" : "degraded";
        String verdict = active == null
                ? "No master is active: " + alive + " of " + masters.size()
                        + " masters can be reached. Start more of them; commands wait or fail until then."
                : whole
                        ? active + " is active, all masters are level."
                        : active + " is active, but " + (masters.size() - alive) + " of " + masters.size()
                                + " masters do not answer. Start them again.";
        return new ClusterStatus(
                "orders",
                "5b3fbc7c-8b0f-4a4e-9a3e-4f1b1f7f3a01",
                term,
                active,
                health,
                verdict,
                tolerance,
                true,
                new ClusterStatus.ElectionInfo("raft"),
                new ClusterStatus.JournalState("raft", position),
                null,
                masters.values().stream().map(m -> row(m, self)).toList());
    }

    synchronized MasterStatus row(Master master, String self) {
        String role = !master.alive
                ? "unreachable"
                : master.name.equals(active)
                        ? "active"
                        : master.held ? "held" : active == null ? "isolated" : "standby";
        boolean eligible = master.alive && !master.held;
        List<String> reasons = master.held ? List.of("Held by an operator.") : master.reasons;
        return new MasterStatus(
                "3f1e",
                master.name,
                master.address,
                role,
                term,
                position - master.lag,
                new MasterStatus.Lag(master.lag, master.lag / 1000.0),
                master.priority,
                master.held,
                eligible,
                reasons,
                "0.1.0",
                master.name.equals(self),
                master.name.equals(self) ? 0 : master.alive ? 400 : 42_000,
                master.alive ? new MasterStatus.Disk(83_412_000_000L, 0.4) : null,
                null);
    }

    synchronized MasterStatus patch(String name, MasterPatch patch) {
        Master master = masters.get(name);
        if (master == null) {
            throw new TanistException(ErrorCode.NOT_FOUND, "there is no master " + name);
        }
        if (patch.held() != null) {
            master.held = patch.held();
        }
        changed();
        return row(master, "");
    }

    synchronized TransitionStatus order(TransitionOrder order) {
        String target = order.target() != null ? order.target() : other();
        Master master = target == null ? null : masters.get(target);
        List<Check> checks = List.of(
                new Check(
                        "target-alive",
                        master != null && master.alive,
                        target
                                + (master != null && master.alive
                                        ? " answered 4 ms ago."
                                        : " does not answer: start it first.")),
                new Check(
                        "target-level",
                        master != null && master.lag < 100,
                        target + " is " + (master == null ? 0 : master.lag) + " entries behind."),
                new Check(
                        "target-not-held",
                        master != null && !master.held,
                        target + (master != null && master.held ? " is held: release it first." : " is not held.")),
                new Check("quorum-afterwards", true, "3 of 3 masters would be there."));
        boolean go = checks.stream().allMatch(Check::ok);
        Draft draft = status(
                order.type(), go ? order.dryRun() ? "checked" : "running" : "refused", active, target, order.reason());
        draft.checks = checks;
        if (go && order.dryRun()) {
            draft.predicted = 40.0;
        }
        TransitionStatus status = draft.build();
        if (go && !order.dryRun()) {
            transitions.add(0, status);
            changed();
            thread.schedule(() -> finish(draft), HANDOVER_MILLIS, TimeUnit.MILLISECONDS);
        }
        return status;
    }

    private @Nullable String other() {
        return masters.values().stream()
                .filter(m -> m.alive && !m.held && !m.name.equals(active))
                .map(m -> m.name)
                .findFirst()
                .orElse(null);
    }

    private synchronized void finish(Draft draft) {
        boolean back = rollBack;
        rollBack = false;
        draft.state = back ? "rolled-back" : "done";
        if (back) {
            draft.cause = draft.to + " did not answer within 2 s while it took over.";
        } else {
            active = draft.to;
            term++;
        }
        draft.gap(38.2);
        draft.term = term;
        draft.steps = List.of(
                new Step("park", 0.4), new Step("flush", 3.1), new Step("hand over", 21), new Step("serve", 13.7));
        transitions.replaceAll(t -> t.id().equals(draft.id) ? draft.build() : t);
        changed();
    }

    private Draft status(
            String type, String state, @Nullable String from, @Nullable String to, @Nullable String reason) {
        Draft draft = new Draft(transitions.size() + 1, type, state);
        draft.from = from;
        draft.to = to;
        draft.reason = reason;
        draft.term = "done".equals(state) ? term : 0;
        return draft;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** A status in the making. */
    private static final class Draft {
        final String id;
        final String type;
        final String startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        String state;

        @Nullable
        String from;

        @Nullable
        String to;

        @Nullable
        String reason;

        String actor = "anonymous";
        String cause = "Ordered by an operator.";
        long term;

        @Nullable
        Double gap;

        @Nullable
        Double predicted;

        List<Check> checks = List.of();
        List<Step> steps = List.of();

        Draft(int number, String type, String state) {
            this.id = "t" + number;
            this.type = type;
            this.state = state;
        }

        Draft with(String newActor, String newCause) {
            actor = newActor;
            cause = newCause;
            return this;
        }

        Draft gap(double millis) {
            gap = millis;
            return this;
        }

        TransitionStatus build() {
            return new TransitionStatus(
                    id, type, state, from, to, term, cause, reason, actor, startedAt, gap, predicted, checks, steps);
        }
    }
}
