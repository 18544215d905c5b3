package org.tanist.applications.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tanist.applications.json.Json;
import org.tanist.applications.placement.Placement;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Phase;
import org.tanist.applications.state.Restart;
import org.tanist.applications.state.State;
import org.tanist.applications.state.Worker;
import org.tanist.service.Request;

/**
 * Decides what is to be done about a state: which instances are placed where, and which are moved away from workers that drain. Without
 * effects. Only the service's executor calls it.
 */
final class Scheduler {
    private final Stopwatches stopwatches;

    Scheduler(Stopwatches stopwatches) {
        this.stopwatches = stopwatches;
    }

    /**
     * One decision.
     *
     * @param subject what it is about: there must be one on its way only
     * @param command that carries it out
     */
    record Decision(String subject, Request command) {}

    /** What to do now, with the workers that are heard of. */
    List<Decision> decide(State state, Predicate<Worker> trusted, long now) {
        Placement round = new Placement(state.workers().values(), trusted);
        List<Decision> decisions = new ArrayList<>();
        stopwatches.begin();
        for (Application application : state.applications().values()) {
            for (Instance instance : application.instances()) {
                InstanceKey key = new InstanceKey(application.name(), instance.number());
                long age = stopwatches.pass(key, instance, now);
                if (instance.phase() == Phase.WAITING
                        && application.wanted()
                        && !round.full()
                        && isDue(instance, age)) {
                    round.place(application).ifPresent(worker -> decisions.add(placed(key, instance, worker)));
                }
            }
        }
        stopwatches.end();
        for (Worker worker : state.workers().values()) {
            if (worker.draining() && !worker.lost()) {
                evicted(state, worker, round).ifPresent(decisions::add);
            }
        }
        return decisions;
    }

    private static boolean isDue(Instance instance, long ageNanos) {
        return ageNanos >= instance.tally().backoffSeconds() * 1_000_000_000L;
    }

    private static Decision placed(InstanceKey key, Instance instance, String worker) {
        byte[] body = Json.bytes(News.key(key, instance.incarnation()).put("worker", worker));
        return new Decision("run " + key, Request.of("POST", "internal/place", body));
    }

    /** The next instance to leave a worker that drains: one at a time, once its predecessor runs elsewhere, and there is room for it. */
    private static Optional<Decision> evicted(State state, Worker worker, Placement round) {
        if (isMoving(state, worker)) {
            return Optional.empty();
        }
        for (InstanceKey key : worker.instances().keySet()) {
            Application application = state.application(key.application());
            Instance instance = state.instance(key);
            if (application != null
                    && instance != null
                    && instance.phase().assigned()
                    && application.wanted()
                    && application.spec().restart() != Restart.NEVER
                    && round.place(application).isPresent()) {
                byte[] body = Json.bytes(News.key(key, instance.incarnation()));
                return Optional.of(new Decision("run " + key, Request.of("POST", "internal/evict", body)));
            }
        }
        return Optional.empty();
    }

    private static boolean isMoving(State state, Worker worker) {
        return state.applications().values().stream()
                .filter(Application::wanted)
                .flatMap(a -> a.instances().stream())
                .anyMatch(i -> i.leaving().from().equals(worker.name()));
    }
}
