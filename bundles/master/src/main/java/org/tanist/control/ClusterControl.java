package org.tanist.control;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.tanist.cluster.Endpoint;
import org.tanist.journal.JournalInfo;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * The one door into a master; see the package page. Stages fail with {@code TanistException}; a {@code NOT_ACTIVE} means: take
 * {@link #routeAfter} and go there.
 */
@ProviderType
public interface ClusterControl {

    /** Who answers. */
    Stamp stamp();

    /** Where commands must go now. */
    Route route();

    /**
     * Completes with the first route that is of use and is not {@code failed} — at once if there is one, at the latest after the
     * limit with whatever the route is then. Never fails.
     */
    CompletionStage<Route> routeAfter(Route failed, Duration limit);

    /**
     * Commits a command to a master service and completes with its reply, applied on this master. Only on a serving active.
     *
     * @param id unique for the command; a second submission with it gives the first one's reply and has no effect
     */
    CompletionStage<Reply> submit(String service, String id, Request request);

    /**
     * Asks a master service. With {@code stale} it answers from this master's state at once; else only on a serving active, after
     * proving that its term was in force.
     */
    CompletionStage<Reply> query(String service, Request request, boolean stale);

    /**
     * Has a master service's activation answer a call that is no command, such as a heartbeat; see {@code Attendant}. Only on a serving
     * active, after proving that its term was in force when the call had come in. The answer may be held back for a while.
     */
    CompletionStage<Reply> attend(String service, Request request);

    /** The cluster as this master sees it. */
    ClusterStatus cluster();

    /** What this master says of itself to others. */
    SelfReport self();

    /** Why things are as they are. */
    Explanation explain();

    /**
     * Starts (or only checks) a change of the active; only on the active, except for a {@code failover} when there is none.
     * Completes with the state {@code running} as soon as the checks are through, or {@code refused}, or {@code checked}.
     *
     * @param actor who orders it
     */
    CompletionStage<TransitionStatus> transition(TransitionOrder order, String actor);

    /** Changes of the active, newest first, as far as this master has applied them; running ones included. */
    List<TransitionStatus> transitions();

    /** Adds the master that answers at this address; completes when it is a member. Only on the active. */
    CompletionStage<MasterStatus> addMaster(Endpoint address, String actor);

    /** Removes a member by name. Only on the active. */
    CompletionStage<Void> removeMaster(String name, String actor);

    /** Holds, releases, prefers or moves a member. Only on the active. */
    CompletionStage<MasterStatus> patchMaster(String name, MasterPatch patch, String actor);

    /** The effective configuration, sorted by key. */
    List<ConfigValue> config();

    /** Providers, services and bundles. */
    List<PluginStatus> plugins();

    /** The journal's figures. */
    JournalInfo journal();

    /** Takes a checkpoint on this master now; completes when it is durable. */
    CompletionStage<JournalInfo> checkpoint();

    /** Writes a consistent backup of all services' state as of one position; blocks. */
    void backup(OutputStream out);

    /**
     * Delivers events after a position, first the kept ones, then live ones, in order, from one thread.
     *
     * @param after journal index; events that are no longer kept are skipped, the first delivered one tells
     * @return ends the delivery when closed
     */
    Subscription events(long after, Consumer<Event> consumer);

    /** Calls back (coalesced, from one thread) whenever something in {@link #cluster} has changed. */
    Subscription watch(Runnable listener);

    /** The jar store. */
    JarStore jars();

    /** All samples for monitoring. */
    List<Measurement> measurements();

    /** The transition with this id. */
    default Optional<TransitionStatus> transition(String id) {
        return transitions().stream().filter(t -> t.id().equals(id)).findFirst();
    }

    /** Ends a delivery. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
