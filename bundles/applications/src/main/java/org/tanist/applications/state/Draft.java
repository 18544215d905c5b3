package org.tanist.applications.state;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Position;

/**
 * The state that a command makes. The methods are the only ways in which instances and workers change together, so that what a worker
 * has and where an instance is always agree. For one thread.
 */
public final class Draft {
    private State state;
    private final long index;
    private final long atMillis;
    private final Set<String> touched = new HashSet<>();

    /** Begins with a state, for the command at a position. */
    public Draft(State before, Position at, long atMillis) {
        this.state = before;
        this.index = at.index();
        this.atMillis = atMillis;
    }

    /** The state as it has become. */
    public State state() {
        return state;
    }

    /** Journal index of the command. */
    public long index() {
        return index;
    }

    /** When the command was taken, for people: ISO-8601 UTC. */
    public String at() {
        return Instant.ofEpochMilli(atMillis).toString();
    }

    /** Workers for which something new is to be said. */
    public Set<String> touched() {
        return touched;
    }

    /** Adds or replaces an application, but for its instances' places. */
    public void save(Application application) {
        state = new State(state.applications().plus(application.name(), application), state.workers());
    }

    /** Notes in the history of an application that something happened. */
    public void tell(String name, String event, String detail) {
        Application application = state.application(name);
        if (application != null) {
            save(application.with(new Happening(index, atMillis, event, detail)));
        }
    }

    /** Takes out an application that no worker has an instance of. */
    public void remove(String name) {
        state = new State(state.applications().minus(name), state.workers());
    }

    /** Adds or replaces a worker, but for what it has. */
    public void save(Worker worker) {
        state = new State(state.applications(), state.workers().plus(worker.name(), worker));
        touched.add(worker.name());
    }

    /** Takes out a worker that is lost. */
    public void removeWorker(String name) {
        state = new State(state.applications(), state.workers().minus(name));
    }

    /** Gives an instance to a worker: a new run begins. */
    public void place(Application application, Instance instance, Worker worker) {
        InstanceKey key = new InstanceKey(application.name(), instance.number());
        save(application.with(instance.placed(worker.name(), index)));
        save(worker.with(key, application.spec().memoryMb(), index));
    }

    /** Takes an instance from what its worker is to run; the worker still has it. */
    public void stop(InstanceKey key, Afterwards afterwards, String why) {
        Application application = state.application(key.application());
        Instance instance = state.instance(key);
        if (application == null || instance == null) {
            return;
        }
        if (instance.phase() == Phase.STOPPING) {
            save(application.with(instance.afterwards(afterwards, why)));
        } else if (instance.phase().assigned()) {
            save(application.with(instance.stopping(index, afterwards, why)));
            Worker worker = state.worker(instance.worker());
            if (worker != null) {
                save(worker.changed(index));
            }
        }
    }

    /** Its worker says that it runs. */
    public void running(InstanceKey key, @Nullable Long pid, @Nullable String startedAt) {
        Application application = state.application(key.application());
        Instance instance = state.instance(key);
        if (application != null && instance != null) {
            save(application.with(instance.running(pid, startedAt)));
        }
    }

    /** No worker has the instance any more; it waits to be placed again. */
    public void await(InstanceKey key, @Nullable Integer exitCode, Tally tally, String why) {
        Instance instance = release(key);
        Application application = state.application(key.application());
        if (application != null && instance != null) {
            save(application.with(instance.waiting(exitCode, tally, why)));
        }
    }

    /** No worker has the instance any more; it is over. */
    public void end(InstanceKey key, @Nullable Integer exitCode, String why) {
        Instance instance = release(key);
        Application application = state.application(key.application());
        if (application != null && instance != null) {
            save(application.with(instance.ended(exitCode, why)));
        }
    }

    private @Nullable Instance release(InstanceKey key) {
        Instance instance = state.instance(key);
        if (instance != null && instance.phase().onWorker()) {
            Worker worker = state.worker(instance.worker());
            if (worker != null) {
                save(worker.without(key, index));
            }
        }
        return instance;
    }

    /** An application cannot go on: its waiting instances are not placed until an operator restarts it. */
    public void quarantine(Application application, String why) {
        save(application.quarantined(why));
        tell(application.name(), "quarantined", why);
    }

    /** Names of the applications that need a jar. */
    public static Collection<String> usersOf(State state, String jar) {
        return state.applications().values().stream()
                .filter(a -> a.spec().jar().equals(jar))
                .map(Application::name)
                .toList();
    }
}
