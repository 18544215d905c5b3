package org.tanist.console;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
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

/** The door into one master of a {@link FakeCluster}; what the console does not use is not there. */
final class FakeMaster implements ClusterControl {
    private final FakeCluster cluster;
    private final String name;
    volatile long ageMillis;

    FakeMaster(FakeCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    private boolean active() {
        return name.equals(cluster.active());
    }

    @Override
    public Stamp stamp() {
        String role = cluster.row(cluster.master(name), name).role();
        return new Stamp(name, Role.fromWire(role), cluster.term(), cluster.position(), active() ? 0 : 40 + ageMillis);
    }

    @Override
    public Route route() {
        String active = cluster.active();
        Term term = new Term(cluster.term());
        if (active == null) {
            return new Route.Nobody(term, "No master is active.");
        }
        return active()
                ? new Route.Here(term)
                : new Route.There(term, active, Endpoint.parse(cluster.master(active).address, 0));
    }

    @Override
    public CompletionStage<Route> routeAfter(Route failed, Duration limit) {
        return CompletableFuture.completedStage(route());
    }

    @Override
    public ClusterStatus cluster() {
        return cluster.seenBy(name);
    }

    @Override
    public CompletionStage<TransitionStatus> transition(TransitionOrder order, String actor) {
        return onActive(() -> cluster.order(order));
    }

    @Override
    public CompletionStage<MasterStatus> patchMaster(String master, MasterPatch patch, String actor) {
        return onActive(() -> cluster.patch(master, patch));
    }

    private <T> CompletionStage<T> onActive(Supplier<T> work) {
        if (!active()) {
            return CompletableFuture.failedStage(
                    new TanistException(ErrorCode.NOT_ACTIVE, name + " is not the active"));
        }
        return CompletableFuture.supplyAsync(work);
    }

    @Override
    public List<TransitionStatus> transitions() {
        return cluster.transitions();
    }

    @Override
    public Subscription watch(Runnable listener) {
        cluster.watch(listener);
        return () -> cluster.unwatch(listener);
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the console does not use this");
    }

    @Override
    public CompletionStage<Reply> submit(String service, String id, Request request) {
        throw unused();
    }

    @Override
    public CompletionStage<Reply> attend(String service, Request request) {
        throw unused();
    }

    @Override
    public CompletionStage<Reply> query(String service, Request request, boolean stale) {
        throw unused();
    }

    @Override
    public SelfReport self() {
        throw unused();
    }

    @Override
    public Explanation explain() {
        throw unused();
    }

    @Override
    public CompletionStage<MasterStatus> addMaster(Endpoint address, String actor) {
        throw unused();
    }

    @Override
    public CompletionStage<Void> removeMaster(String master, String actor) {
        throw unused();
    }

    @Override
    public List<ConfigValue> config() {
        throw unused();
    }

    @Override
    public List<PluginStatus> plugins() {
        throw unused();
    }

    @Override
    public JournalInfo journal() {
        throw unused();
    }

    @Override
    public CompletionStage<JournalInfo> checkpoint() {
        throw unused();
    }

    @Override
    public void backup(OutputStream out) {
        throw unused();
    }

    @Override
    public Subscription events(long after, Consumer<Event> consumer) {
        throw unused();
    }

    @Override
    public JarStore jars() {
        throw new UnsupportedOperationException("the console reads no jars");
    }

    @Override
    public List<Measurement> measurements() {
        throw unused();
    }
}
