package org.tanist.master.internal.control;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Position;
import org.tanist.cluster.TanistException;
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
import org.tanist.master.internal.history.HistoryService;
import org.tanist.master.internal.leadership.Gate;
import org.tanist.master.internal.members.MemberService;
import org.tanist.master.internal.service.Checkpointer;
import org.tanist.master.internal.service.EventLog;
import org.tanist.master.internal.status.Basics;
import org.tanist.master.internal.status.Node;
import org.tanist.master.internal.status.StatusBoard;
import org.tanist.service.Attendant;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** The door; each order goes to the class that carries it out. */
public final class MasterControl implements ClusterControl {
    /** Services that only the master itself may command. */
    private static final Set<String> INTERNAL = Set.of(MemberService.SERVICE, HistoryService.SERVICE);

    private final Basics basics;
    private final Parts parts;

    /** What the door leads to. */
    public record Parts(
            StatusBoard board,
            Routes routes,
            Transitions transitions,
            MemberOrders members,
            Changes changes,
            EventLog events,
            Checkpointer checkpointer,
            Supplier<List<PluginStatus>> plugins) {}

    /** Works from the first moment, with or without a node. */
    public MasterControl(Basics basics, Parts parts) {
        this.basics = basics;
        this.parts = parts;
    }

    @Override
    public Stamp stamp() {
        return parts.board().stamp();
    }

    @Override
    public Route route() {
        return parts.routes().route();
    }

    @Override
    public CompletionStage<Route> routeAfter(Route failed, Duration limit) {
        return parts.routes().after(failed, limit);
    }

    @Override
    public CompletionStage<Reply> submit(String service, String id, Request request) {
        return guarded(() -> {
            outside(service);
            Gate.Pass pass = pass();
            basics.host().service(service);
            return basics.commands().submit(pass.writer(), service, id, request);
        });
    }

    @Override
    public CompletionStage<Reply> query(String service, Request request, boolean stale) {
        return guarded(() -> {
            outside(service);
            if (stale) {
                return CompletableFuture.completedFuture(answer(service, request));
            }
            Gate.Pass pass = pass();
            return pass.writer()
                    .confirm()
                    .handle((position, failure) -> confirmed(position, failure))
                    .thenCompose(position -> basics.host().reached(position.index()))
                    .thenApply(reached -> {
                        pass();
                        return answer(service, request);
                    });
        });
    }

    @Override
    public CompletionStage<Reply> attend(String service, Request request) {
        return guarded(() -> {
            outside(service);
            basics.host().service(service);
            Gate.Pass pass = pass();
            return pass.writer()
                    .confirm()
                    .handle((position, failure) -> confirmed(position, failure))
                    .thenCompose(position -> basics.host().reached(position.index()))
                    .thenCompose(reached -> attendant(service, pass).attend(request));
        });
    }

    /** Another term than the one that was proven proves nothing for this call. */
    private Attendant attendant(String service, Gate.Pass proven) {
        Gate.Pass now = pass();
        if (!now.term().equals(proven.term())) {
            throw new TanistException(ErrorCode.NOT_ACTIVE, basics.name() + " has just become active anew");
        }
        return now.attendants()
                .apply(service)
                .orElseThrow(() -> new TanistException(
                        ErrorCode.NOT_FOUND, "service '" + service + "' answers nothing but commands and queries"));
    }

    private Position confirmed(@Nullable Position position, @Nullable Throwable failure) {
        if (position == null) {
            throw new TanistException(
                    ErrorCode.NOT_ACTIVE,
                    basics.name() + " could not prove that it is still active: "
                            + (failure == null ? "" : failure.getMessage()),
                    failure == null ? new IOException("no answer") : failure);
        }
        return position;
    }

    private Reply answer(String service, Request request) {
        try {
            return basics.host().service(service).query(request);
        } catch (TanistException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new TanistException(ErrorCode.INTERNAL, "service '" + service + "' failed to answer: " + e, e);
        }
    }

    private Gate.Pass pass() {
        Optional<Gate.Pass> pass = basics.node().get().flatMap(n -> n.gate().pass());
        return pass.orElseThrow(() -> new TanistException(ErrorCode.NOT_ACTIVE, basics.name() + " is not active"));
    }

    private static void outside(String service) {
        if (INTERNAL.contains(service)) {
            throw new TanistException(ErrorCode.NOT_FOUND, "there is no service '" + service + "' for users");
        }
    }

    private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> action) {
        try {
            return action.get();
        } catch (TanistException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public ClusterStatus cluster() {
        return parts.board().cluster();
    }

    @Override
    public SelfReport self() {
        return parts.board().self();
    }

    @Override
    public Explanation explain() {
        ClusterStatus cluster = cluster();
        List<Explanation.Eligibility> masters = new ArrayList<>();
        for (MasterStatus master : cluster.masters()) {
            List<String> reasons = master.reasons().isEmpty()
                    ? List.of(master.eligible() ? "is up, level with the journal and not held" : "is " + master.role())
                    : master.reasons();
            masters.add(new Explanation.Eligibility(master.name(), master.role(), master.eligible(), reasons));
        }
        return new Explanation(summary(cluster), masters, basics.decisions().newestFirst());
    }

    private String summary(ClusterStatus cluster) {
        Optional<TransitionStatus> last = basics.history().changes().stream()
                .filter(t -> "done".equals(t.state()))
                .findFirst();
        return cluster.verdict()
                + last.map(t -> ". The last change of the active: " + (t.from() == null ? "nobody" : t.from()) + " to "
                                + t.to() + " in term " + t.term() + " at " + t.startedAt() + ", because: " + t.cause()
                                + (t.reason() == null ? "" : ": " + t.reason()))
                        .orElse("");
    }

    @Override
    public CompletionStage<TransitionStatus> transition(TransitionOrder order, String actor) {
        return guarded(() -> parts.transitions().order(order, actor));
    }

    @Override
    public List<TransitionStatus> transitions() {
        return basics.history().transitions();
    }

    @Override
    public CompletionStage<MasterStatus> addMaster(Endpoint address, String actor) {
        return guarded(() -> parts.members().add(address, actor));
    }

    @Override
    public CompletionStage<Void> removeMaster(String name, String actor) {
        return guarded(() -> parts.members().remove(name, actor));
    }

    @Override
    public CompletionStage<MasterStatus> patchMaster(String name, MasterPatch patch, String actor) {
        return guarded(() -> parts.members().patch(name, patch, actor));
    }

    @Override
    public List<ConfigValue> config() {
        return basics.configuration().current().settings().stream()
                .map(s -> new ConfigValue(s.key(), s.value(), s.source(), s.restart(), s.description(), s.own()))
                .toList();
    }

    @Override
    public List<PluginStatus> plugins() {
        return parts.plugins().get();
    }

    @Override
    public JournalInfo journal() {
        return basics.node()
                .get()
                .map(Node::journal)
                .map(j -> j.info())
                .orElseGet(() -> new JournalInfo(
                        basics.configuration().current().text("tanist.election.provider"),
                        Position.START,
                        Position.START,
                        Position.START,
                        0,
                        0));
    }

    @Override
    public CompletionStage<JournalInfo> checkpoint() {
        return parts.checkpointer().checkpoint().handle((info, failure) -> {
            if (failure instanceof TanistException refused) {
                String active = parts.board().cluster().active();
                String which = active == null ? "; there is none at the moment" : ", which is " + active;
                throw new CompletionException(new TanistException(refused.code(), refused.getMessage() + which));
            }
            if (info == null) {
                throw new CompletionException(new TanistException(
                        ErrorCode.INTERNAL,
                        "the checkpoint could not be written: " + (failure == null ? "" : failure.getMessage())));
            }
            return info;
        });
    }

    @Override
    public void backup(OutputStream out) {
        try {
            basics.host().freeze().source().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("the backup could not be written", e);
        }
    }

    @Override
    public Subscription events(long after, Consumer<Event> consumer) {
        return parts.events().subscribe(after, consumer);
    }

    @Override
    public Subscription watch(Runnable listener) {
        return parts.changes().add(listener);
    }

    @Override
    public JarStore jars() {
        return basics.jars();
    }

    @Override
    public List<Measurement> measurements() {
        return new Metrics(basics, parts.board()).all();
    }
}
