package org.tanist.http.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Position;
import org.tanist.cluster.Role;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.control.ClusterControl;
import org.tanist.control.ClusterStatus;
import org.tanist.control.ConfigValue;
import org.tanist.control.Event;
import org.tanist.control.Explanation;
import org.tanist.control.JarStore;
import org.tanist.control.MasterPatch;
import org.tanist.control.MasterStatus;
import org.tanist.control.Measurement;
import org.tanist.control.PluginStatus;
import org.tanist.control.Route;
import org.tanist.control.SelfReport;
import org.tanist.control.Stamp;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;
import org.tanist.journal.JournalInfo;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** One master of a {@link FakeCluster}, with switches to make it misbehave. */
final class FakeControl implements ClusterControl {
    private final FakeCluster cluster;
    private final String name;
    private final Endpoint address;
    private final List<Runnable> parked = new CopyOnWriteArrayList<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    final List<Event> events = new CopyOnWriteArrayList<>();
    /** Takes commands and never answers. */
    volatile boolean hangs;
    /** Applies the next command but says that it does not know. */
    volatile boolean losesNextAnswer;
    /** Believes in this active, whatever the cluster says. */
    volatile String believes = "";

    volatile String configuration = "1s";
    /** What the service applications answers, to commands, queries and calls. */
    volatile Function<Request, Reply> applications =
            request -> Reply.failure(Reply.Status.NOT_FOUND, "there is nothing at " + request.path());

    FakeControl(FakeCluster cluster, String name, Endpoint address) {
        this.cluster = cluster;
        this.name = name;
        this.address = address;
    }

    String name() {
        return name;
    }

    Endpoint address() {
        return address;
    }

    void routeChanged() {
        parked.forEach(Runnable::run);
    }

    @Override
    public Stamp stamp() {
        Role role = route() instanceof Route.Here ? Role.ACTIVE : Role.STANDBY;
        return new Stamp(name, role, cluster.term(), cluster.position.get(), role == Role.ACTIVE ? 0 : 12);
    }

    @Override
    public Route route() {
        String active = believes.isEmpty() ? cluster.active() : believes;
        Term term = new Term(cluster.term());
        if (active == null) {
            return new Route.Nobody(term, "no majority");
        }
        FakeControl other = cluster.named(active);
        return active.equals(name) || other == null
                ? new Route.Here(term)
                : new Route.There(term, active, other.address);
    }

    @Override
    public CompletionStage<Route> routeAfter(Route failed, Duration limit) {
        CompletableFuture<Route> next = new CompletableFuture<>();
        Runnable look = () -> {
            Route now = route();
            if (!(now instanceof Route.Nobody) && !now.equals(failed)) {
                next.complete(now);
            }
        };
        parked.add(look);
        look.run();
        next.completeOnTimeout(failed, limit.toMillis(), TimeUnit.MILLISECONDS);
        return next.thenApply(route -> {
            parked.remove(look);
            return route.equals(failed) ? route() : route;
        });
    }

    @Override
    public CompletionStage<Reply> submit(String service, String id, Request request) {
        if (!(route() instanceof Route.Here)) {
            return CompletableFuture.failedFuture(new TanistException(ErrorCode.NOT_ACTIVE, name + " is not active"));
        }
        if (hangs) {
            return new CompletableFuture<>();
        }
        if (service.equals("applications")) {
            return CompletableFuture.completedFuture(applications.apply(request));
        }
        if (!service.equals("registry")) {
            Reply echo = Reply.ok(
                    request.method() + " " + request.path() + " " + new java.util.TreeMap<>(request.parameters()));
            return CompletableFuture.completedFuture(
                    service.equals("echo") ? echo : Reply.failure(Reply.Status.NOT_FOUND, "no service " + service));
        }
        Reply reply = cluster.apply(id, request);
        if (losesNextAnswer) {
            losesNextAnswer = false;
            return CompletableFuture.failedFuture(new TanistException(ErrorCode.UNKNOWN_OUTCOME, "lost"));
        }
        return CompletableFuture.completedFuture(reply);
    }

    @Override
    public CompletionStage<Reply> attend(String service, Request request) {
        return submit(service, "", request);
    }

    @Override
    public CompletionStage<Reply> query(String service, Request request, boolean stale) {
        if (!stale && !(route() instanceof Route.Here)) {
            return CompletableFuture.failedFuture(new TanistException(ErrorCode.NOT_ACTIVE, name + " is not active"));
        }
        return CompletableFuture.completedFuture(
                service.equals("applications") ? applications.apply(request) : cluster.read(request));
    }

    @Override
    public ClusterStatus cluster() {
        List<MasterStatus> rows = new ArrayList<>();
        cluster.masters.forEach(m -> rows.add(m.row(this)));
        String health = cluster.active() == null ? "no-active" : "healthy";
        return new ClusterStatus(
                "test",
                "c-1",
                cluster.term(),
                cluster.active(),
                health,
                "all is well",
                1,
                true,
                new ClusterStatus.ElectionInfo("raft"),
                new ClusterStatus.JournalState("raft", cluster.position.get()),
                null,
                rows);
    }

    private MasterStatus row(FakeControl viewer) {
        String role = name.equals(cluster.active()) ? "active" : "standby";
        return new MasterStatus(
                "id-" + name,
                name,
                address.toString(),
                role,
                cluster.term(),
                cluster.position.get(),
                new MasterStatus.Lag(0, 0),
                0,
                false,
                true,
                List.of(),
                "0.1.0",
                viewer == this,
                0,
                new MasterStatus.Disk(1_000_000, 0.3),
                null);
    }

    @Override
    public SelfReport self() {
        return new SelfReport("test", "c-1", false, List.of(), List.of(), "abc", "", null, row(this));
    }

    @Override
    public Explanation explain() {
        return new Explanation(name + " explains", List.of(), List.of());
    }

    @Override
    public CompletionStage<TransitionStatus> transition(TransitionOrder order, String actor) {
        boolean possible = cluster.named(String.valueOf(order.target())) != null || order.target() == null;
        String state = !possible ? "refused" : order.dryRun() ? "checked" : "running";
        return CompletableFuture.completedFuture(new TransitionStatus(
                "t-1",
                order.type(),
                state,
                cluster.active(),
                order.target(),
                0,
                "an order",
                order.reason(),
                actor,
                "2026-01-01T00:00:00Z",
                null,
                12.0,
                List.of(new TransitionStatus.Check("target-alive", possible, name)),
                List.of()));
    }

    @Override
    public List<TransitionStatus> transitions() {
        return List.of();
    }

    @Override
    public CompletionStage<MasterStatus> addMaster(Endpoint endpoint, String actor) {
        return CompletableFuture.completedFuture(row(this));
    }

    @Override
    public CompletionStage<Void> removeMaster(String master, String actor) {
        return cluster.named(master) == null
                ? CompletableFuture.failedFuture(
                        new TanistException(ErrorCode.NOT_FOUND, "there is no master " + master))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<MasterStatus> patchMaster(String master, MasterPatch patch, String actor) {
        return CompletableFuture.completedFuture(row(this));
    }

    @Override
    public List<ConfigValue> config() {
        return List.of(
                new ConfigValue("tanist.election.timeout", configuration, "default", true, "How long.", false),
                new ConfigValue("tanist.name", "master " + configuration, "flag", true, "Its name.", true));
    }

    @Override
    public List<PluginStatus> plugins() {
        return List.of(new PluginStatus("service", "registry", "0.1.0", "active", null));
    }

    @Override
    public JournalInfo journal() {
        Position here = new Position(new Term(cluster.term()), cluster.position.get());
        return new JournalInfo("raft", here, here, Position.START, 4096, 0);
    }

    @Override
    public CompletionStage<JournalInfo> checkpoint() {
        return CompletableFuture.completedFuture(journal());
    }

    @Override
    public void backup(OutputStream out) {
        try {
            for (int i = 0; i < 1000; i++) {
                out.write(("backup line " + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Subscription events(long after, Consumer<Event> consumer) {
        events.stream().filter(e -> e.position() > after).forEach(consumer);
        listeners.add(consumer);
        return () -> listeners.remove(consumer);
    }

    synchronized void emit(Event event) {
        events.add(event);
        listeners.forEach(l -> l.accept(event));
    }

    /** How many wait for another route. */
    int waiting() {
        return parked.size();
    }

    int listening() {
        return listeners.size();
    }

    @Override
    public Subscription watch(Runnable listener) {
        return () -> {};
    }

    @Override
    public JarStore jars() {
        return cluster.jars;
    }

    @Override
    public List<Measurement> measurements() {
        return List.of(
                new Measurement("tanist_is_active", "Whether it is active.", Measurement.Type.GAUGE, Map.of(), 1),
                new Measurement(
                        "tanist_active_changes_total",
                        "Changes.",
                        Measurement.Type.COUNTER,
                        Map.of("cause", "failover"),
                        2),
                new Measurement(
                        "tanist_active_changes_total",
                        "Changes.",
                        Measurement.Type.COUNTER,
                        Map.of("cause", "transfer"),
                        3),
                new Measurement(
                        "tanist_journal_commit_seconds",
                        "Commits.",
                        Measurement.Type.SUMMARY,
                        Map.of("quantile", "0.5"),
                        0.001),
                new Measurement(
                        "tanist_journal_commit_seconds",
                        "Commits.",
                        Measurement.Type.SUMMARY,
                        Map.of("stat", "count"),
                        10),
                new Measurement(
                        "tanist_journal_commit_seconds",
                        "Commits.",
                        Measurement.Type.SUMMARY,
                        Map.of("stat", "sum"),
                        0.02));
    }
}
