package org.tanist.master.internal.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Member;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.control.EndedTerm;
import org.tanist.control.MasterPatch;
import org.tanist.control.MasterStatus;
import org.tanist.control.SelfReport;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;
import org.tanist.control.TransitionStatus.Check;
import org.tanist.control.TransitionStatus.Step;
import org.tanist.election.Outcome;
import org.tanist.master.internal.history.HistoryService;
import org.tanist.master.internal.leadership.Gate;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.peers.PeerWatch.Sighting;
import org.tanist.master.internal.status.Basics;
import org.tanist.master.internal.status.Node;
import org.tanist.master.internal.status.StatusBoard;

/**
 * Changes of the active. A planned one is written to the history as running before it begins; whoever serves afterwards writes how it
 * ended, so it has a definite outcome even when the master that began it dies.
 */
public final class Transitions {
    private static final Logger LOG = LoggerFactory.getLogger(Transitions.class);
    private static final Set<String> TYPES = Set.of("transfer", "stand-down", "failover");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Basics basics;
    private final StatusBoard board;
    private final PeerCalls calls;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Works on whatever node there is. */
    public Transitions(Basics basics, StatusBoard board, PeerCalls calls) {
        this.basics = basics;
        this.board = board;
        this.calls = calls;
    }

    /** See {@code ClusterControl.transition}. */
    public CompletionStage<TransitionStatus> order(TransitionOrder order, String actor) {
        if (!TYPES.contains(order.type())) {
            return failed(ErrorCode.INVALID, "type '" + order.type() + "' is none of " + TYPES);
        }
        if ("transfer".equals(order.type()) && order.target() == null) {
            return failed(
                    ErrorCode.INVALID, "a transfer needs the field 'target': name the master that is to become active");
        }
        Optional<Node> node = basics.node().get();
        Optional<Gate.Pass> pass = node.flatMap(n -> n.gate().pass());
        if (node.isEmpty() || pass.isEmpty()) {
            return failed(ErrorCode.NOT_ACTIVE, basics.name() + " is not active");
        }
        Preflight preflight = new Preflight(board, node.get());
        Optional<MasterStatus> target = target(order, preflight);
        if (target.isEmpty()) {
            return CompletableFuture.completedFuture(refused(
                    order,
                    actor,
                    null,
                    List.of(new Check("target", false, "no other master can take over: see 'tanist explain'"))));
        }
        List<Check> checks = preflight.checks(target.get());
        boolean ok = checks.stream().allMatch(c -> c.ok() || order.force() && Preflight.overridable(c));
        if (!ok || order.dryRun()) {
            TransitionStatus answer = refused(order, actor, target.get().name(), checks);
            return CompletableFuture.completedFuture(ok ? with(answer, "checked", 0, null, List.of()) : answer);
        }
        if (!busy.compareAndSet(false, true)) {
            return failed(ErrorCode.CONFLICT, "another transition is running: wait for it, see 'tanist ha history'");
        }
        return begin(
                node.get(), pass.get(), order, status(order, actor, target.get().name(), checks, "running"));
    }

    private Optional<MasterStatus> target(TransitionOrder order, Preflight preflight) {
        String wanted = order.target();
        if (wanted == null) {
            return preflight.best();
        }
        Member member = board.find(board.view().membership(), wanted)
                .orElseThrow(() -> new TanistException(
                        ErrorCode.NOT_FOUND, "there is no master '" + wanted + "' in this cluster"));
        return board.masters().stream()
                .filter(m -> m.id().equals(member.id().toString()))
                .findFirst();
    }

    private CompletionStage<TransitionStatus> begin(
            Node node, Gate.Pass pass, TransitionOrder order, TransitionStatus running) {
        return basics.commands()
                .submit(pass.writer(), HistoryService.SERVICE, running.id() + "/begin", HistoryService.put(running))
                .handle((reply, failure) -> {
                    if (failure != null) {
                        busy.set(false);
                        throw new TanistException(
                                ErrorCode.NOT_ACTIVE,
                                "the transition could not be written down: " + failure.getMessage());
                    }
                    run(node, order, running);
                    return running;
                });
    }

    private void run(Node node, TransitionOrder order, TransitionStatus running) {
        LOG.info(
                "transition {}: {} to {} begins, ordered by {}",
                running.id(),
                running.type(),
                running.to(),
                running.actor());
        Member target = board.find(board.view().membership(), String.valueOf(running.to()))
                .orElseThrow();
        List<Step> steps = Collections.synchronizedList(new ArrayList<>());
        node.loop().handOver(target, LIMIT, steps).whenComplete((outcome, failure) -> {
            busy.set(false);
            if (outcome instanceof Outcome.Done) {
                if (order.hold()) {
                    hold(target, order.reason());
                }
            } else {
                String why = outcome instanceof Outcome.RolledBack back
                        ? back.reason()
                        : outcome instanceof Outcome.Refused no
                                ? String.join("; ", no.reasons())
                                : String.valueOf(failure);
                settle(node, with(running, "rolled-back", 0, null, List.copyOf(steps)), why);
            }
        });
    }

    private void hold(Member newActive, @Nullable String reason) {
        Map<String, Object> change = reason == null ? Map.of("held", true) : Map.of("held", true, "reason", reason);
        calls.command(newActive.address(), "PATCH", "/api/v1/masters/" + basics.name(), change)
                .exceptionally(failure -> {
                    LOG.warn("{} stood down but could not be held: {}", basics.name(), failure.getMessage());
                    return null;
                });
    }

    /** Writes down that a master was held or released. */
    void remember(Node node, Member member, MasterPatch patch, String actor) {
        boolean held = Boolean.TRUE.equals(patch.held());
        TransitionStatus done = new TransitionStatus(
                UUID.randomUUID().toString(),
                held ? "hold" : "release",
                "done",
                null,
                member.name(),
                node.gate().pass().map(pass -> pass.term().value()).orElse(0L),
                (held ? "hold ordered by " : "release ordered by ") + actor,
                patch.reason(),
                actor,
                now(),
                null,
                null,
                List.of(),
                List.of());
        settle(node, done, "");
    }

    /** A term is served by this master from now on: settle whatever transition led here. Called once for each term. */
    public void serving(Node node, Term term, List<Step> steps, double gapMillis) {
        List<TransitionStatus> open = basics.history().transitions().stream()
                .filter(t -> "running".equals(t.state()))
                .toList();
        boolean planned = false;
        for (TransitionStatus transition : open) {
            boolean mine = basics.name().equals(transition.to());
            planned |= mine;
            settle(
                    node,
                    mine
                            ? with(transition, "done", term.value(), gap(transition, gapMillis), steps)
                            : with(transition, "rolled-back", term.value(), null, steps),
                    mine ? "" : basics.name() + " became active instead");
        }
        if (!planned) {
            TransitionStatus found = unplanned(node, term, steps, gapMillis);
            given(node, found)
                    .thenAccept(ended -> settle(
                            node, explained(found, ended, basics.history().changes()), ""));
        }
    }

    /** The term that the active before gave up, in its own words: the election only knows that it did. */
    private CompletionStage<Optional<EndedTerm>> given(Node node, TransitionStatus change) {
        if (basics.name().equals(change.from())) {
            return CompletableFuture.completedFuture(
                    Optional.ofNullable(basics.decisions().ended()));
        }
        Optional<Member> former = Optional.ofNullable(change.from())
                .flatMap(name -> board.find(board.view().membership(), name));
        // One that does not answer would delay the entry, and the reason is that.
        return former.filter(
                        f -> node.peers().of(f.id()).filter(Sighting::answering).isPresent())
                .map(f -> calls.self(f.address())
                        .handle((report, failure) -> Optional.ofNullable(report).map(SelfReport::ended)))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** With the reason, unless that is of an earlier change. @param history all changes that are known */
    static TransitionStatus explained(
            TransitionStatus change, Optional<EndedTerm> ended, List<TransitionStatus> history) {
        long served = history.stream()
                .filter(t -> "done".equals(t.state()) && t.term() < change.term())
                .mapToLong(TransitionStatus::term)
                .max()
                .orElse(0);
        return ended.filter(e -> e.term() >= served && e.term() < change.term())
                .map(e -> because(change, change.cause(), e.reason()))
                .orElse(change);
    }

    private TransitionStatus unplanned(Node node, Term term, List<Step> steps, double gapMillis) {
        Optional<TransitionStatus> last = basics.history().changes().stream()
                .filter(t -> "done".equals(t.state()))
                .findFirst();
        String cause = node.candidacy().view().cause();
        return new TransitionStatus(
                UUID.randomUUID().toString(),
                "failover",
                "done",
                last.map(TransitionStatus::to).orElse(null),
                basics.name(),
                term.value(),
                cause.isEmpty() ? "elected" : cause,
                null,
                "tanist",
                now(),
                last.isPresent() ? gapMillis : null,
                null,
                List.of(),
                steps);
    }

    /** On one host the wall clocks agree; on several, a skewed one must not make nonsense of the history. */
    private double gap(TransitionStatus transition, double ownMillis) {
        double wall = basics.ticker().wallMillis()
                - Instant.parse(transition.startedAt()).toEpochMilli();
        return wall >= ownMillis && wall < LIMIT.toMillis() ? wall : ownMillis;
    }

    private void settle(Node node, TransitionStatus transition, String why) {
        TransitionStatus told =
                why.isEmpty() ? transition : because(transition, transition.cause() + "; " + why, transition.reason());
        LOG.info(
                "term={} transition {} ({} {} -> {}): {} {}",
                told.term(),
                told.id(),
                told.type(),
                told.from(),
                told.to(),
                told.state(),
                told.cause());
        node.gate()
                .pass()
                .ifPresent(pass -> basics.commands()
                        .submit(
                                pass.writer(),
                                HistoryService.SERVICE,
                                told.id() + "/" + told.state() + "/" + told.term(),
                                HistoryService.put(told))
                        .whenComplete((reply, failure) -> {
                            if (failure != null) {
                                LOG.warn(
                                        "transition {} could not be written to the history: {}",
                                        told.id(),
                                        failure.getMessage());
                            }
                        }));
    }

    private TransitionStatus refused(TransitionOrder order, String actor, @Nullable String to, List<Check> checks) {
        return status(order, actor, to, checks, "refused");
    }

    private TransitionStatus status(
            TransitionOrder order, String actor, @Nullable String to, List<Check> checks, String state) {
        return new TransitionStatus(
                UUID.randomUUID().toString(),
                order.type(),
                state,
                basics.name(),
                to,
                0,
                order.type() + " ordered by " + actor,
                order.reason(),
                actor,
                now(),
                null,
                Preflight.predictedGap(basics.history().transitions()),
                checks,
                List.of());
    }

    private static TransitionStatus with(
            TransitionStatus t, String state, long term, @Nullable Double gap, List<Step> steps) {
        return new TransitionStatus(
                t.id(),
                t.type(),
                state,
                t.from(),
                t.to(),
                term,
                t.cause(),
                t.reason(),
                t.actor(),
                t.startedAt(),
                gap,
                t.predictedGapMs(),
                t.checks(),
                steps);
    }

    private static TransitionStatus because(TransitionStatus t, String cause, @Nullable String reason) {
        return new TransitionStatus(
                t.id(),
                t.type(),
                t.state(),
                t.from(),
                t.to(),
                t.term(),
                cause,
                reason,
                t.actor(),
                t.startedAt(),
                t.gapMs(),
                t.predictedGapMs(),
                t.checks(),
                t.steps());
    }

    private String now() {
        return Instant.ofEpochMilli(basics.ticker().wallMillis()).toString();
    }

    private static <T> CompletionStage<T> failed(ErrorCode code, String detail) {
        return CompletableFuture.failedFuture(new TanistException(code, detail));
    }
}
