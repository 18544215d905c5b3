package org.tanist.master.internal.control;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.tanist.cluster.Member;
import org.tanist.control.Route;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.master.internal.leadership.Gate;
import org.tanist.master.internal.status.Basics;
import org.tanist.master.internal.status.Directory;
import org.tanist.master.internal.status.Node;

/** Where commands must go, and who waits for that to change. Thread-safe; never blocks. */
public final class Routes {
    private final Basics basics;
    private final Directory directory;
    private final Queue<Parked> parked = new ConcurrentLinkedQueue<>();

    private record Parked(Route failed, CompletableFuture<Route> future) {}

    /** Follows the node's view; parked callers are looked after at every change. */
    public Routes(Basics basics, Directory directory, Changes changes) {
        this.basics = basics;
        this.directory = directory;
        changes.add(this::release);
    }

    /** Where commands must go now. */
    public Route route() {
        Optional<Node> node = basics.node().get();
        if (node.isEmpty()) {
            return new Route.Nobody(
                    org.tanist.cluster.Term.NONE, basics.startup().get());
        }
        Optional<Gate.Pass> pass = node.get().gate().pass();
        if (pass.isPresent()) {
            return new Route.Here(pass.get().term());
        }
        ElectionView view = node.get().candidacy().view();
        Optional<Member> leader = view.leader();
        if (leader.isPresent() && !leader.get().id().equals(node.get().self().id())) {
            Member there = directory.named(leader.get());
            return new Route.There(view.term(), there.name(), there.address());
        }
        return new Route.Nobody(view.term(), reason(view));
    }

    private String reason(ElectionView view) {
        if (view.standing() instanceof Standing.Leading) {
            return basics.name() + " is becoming active";
        }
        if (view.standing() instanceof Standing.Uncertain uncertain) {
            return "no master is active as far as " + basics.name() + " knows: " + uncertain.reason();
        }
        return view.coordinated()
                ? "no master is active; an election is going on"
                : "no master is active as far as " + basics.name()
                        + " knows: it cannot reach those that elect (a majority of the masters, or ZooKeeper)";
    }

    /** See {@code ClusterControl.routeAfter}. */
    public CompletableFuture<Route> after(Route failed, Duration limit) {
        Route now = route();
        if (useful(now, failed)) {
            return CompletableFuture.completedFuture(now);
        }
        Parked waiting = new Parked(failed, new CompletableFuture<>());
        parked.add(waiting);
        release();
        return waiting.future()
                .orTimeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                .exceptionally(late -> route())
                .whenComplete((route, none) -> parked.remove(waiting));
    }

    private void release() {
        if (parked.isEmpty()) {
            return;
        }
        Route now = route();
        for (Parked waiting : parked) {
            if (useful(now, waiting.failed())) {
                waiting.future().complete(now);
            }
        }
    }

    private static boolean useful(Route route, Route failed) {
        return !(route instanceof Route.Nobody) && !route.equals(failed);
    }
}
