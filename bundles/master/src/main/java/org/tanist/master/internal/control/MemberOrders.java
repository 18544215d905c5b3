package org.tanist.master.internal.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.control.MasterPatch;
import org.tanist.control.MasterStatus;
import org.tanist.control.SelfReport;
import org.tanist.control.TransitionOrder;
import org.tanist.election.MembershipChange;
import org.tanist.master.internal.leadership.Gate;
import org.tanist.master.internal.members.MemberService;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.status.Basics;
import org.tanist.master.internal.status.Directory;
import org.tanist.master.internal.status.Node;
import org.tanist.master.internal.status.StatusBoard;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** Orders about members: add, remove, hold, prefer, move. All run on the active only. */
public final class MemberOrders {
    private static final Logger LOG = LoggerFactory.getLogger(MemberOrders.class);

    private final Basics basics;
    private final StatusBoard board;
    private final Directory directory;
    private final PeerCalls calls;
    private final Transitions transitions;

    /** Works on whatever node there is. */
    public MemberOrders(
            Basics basics, StatusBoard board, Directory directory, PeerCalls calls, Transitions transitions) {
        this.basics = basics;
        this.board = board;
        this.directory = directory;
        this.calls = calls;
        this.transitions = transitions;
    }

    /** See {@code ClusterControl.addMaster}. */
    public CompletionStage<MasterStatus> add(Endpoint address, String actor) {
        Node node = active();
        return calls.self(address)
                .handle((report, failure) -> {
                    if (failure != null) {
                        throw new TanistException(
                                ErrorCode.REFUSED,
                                "no master answers at " + address
                                        + ": start it there with -peers naming one of this cluster");
                    }
                    return report;
                })
                .thenCompose(report -> admit(node, address, report, actor));
    }

    private CompletionStage<MasterStatus> admit(Node node, Endpoint address, SelfReport report, String actor) {
        String cluster = report.clusterId();
        if (cluster == null || !cluster.equals(node.cluster().toString())) {
            throw new TanistException(
                    ErrorCode.REFUSED,
                    "the master at " + address
                            + (cluster == null
                                    ? " has not found this cluster yet: start it with -peers naming one of this cluster"
                                    : " belongs to another cluster (" + report.clusterName() + ", " + cluster + ")"));
        }
        Membership members = node.candidacy().view().membership();
        MasterId id = MasterId.of(report.status().id());
        Optional<Member> twin = directory.find(members, report.status().name()).filter(m -> !m.id().equals(id));
        Optional<Member> ghost = members.members().stream()
                .filter(m -> m.address().equals(address) && !m.id().equals(id))
                .findFirst();
        if (twin.isPresent() && !twin.equals(ghost.map(directory::named))) {
            throw new TanistException(
                    ErrorCode.REFUSED,
                    "the name " + twin.get().name() + " is taken by the master at "
                            + twin.get().address() + ": start the new one with another -name, or remove the old one");
        }
        Member newcomer = new Member(id, report.status().name(), address);
        CompletionStage<?> room = ghost.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : forget(node, ghost.get(), "its data is gone and a new master answers at its address");
        LOG.info("adding master {} at {}, ordered by {}", newcomer.name(), address, actor);
        return room.thenCompose(x -> node.candidacy().change(new MembershipChange.Add(newcomer)))
                .thenCompose(x -> submit(MemberService.patch(id, Map.of("joined", "true", "name", newcomer.name()))))
                .thenApply(x -> shown(id));
    }

    /** See {@code ClusterControl.removeMaster}. */
    public CompletionStage<Void> remove(String name, String actor) {
        Node node = active();
        Member member = directory.require(node.candidacy().view().membership(), name);
        if (node.candidacy().view().membership().members().size() == 1) {
            throw new TanistException(ErrorCode.REFUSED, name + " is the only master: stop it instead");
        }
        if (member.id().equals(node.self().id())) {
            throw new TanistException(
                    ErrorCode.REFUSED, name + " is active: transfer first with 'tanist ha stand-down', then remove it");
        }
        return forget(node, member, "removed by " + actor);
    }

    private CompletionStage<Void> forget(Node node, Member member, String why) {
        LOG.info("removing master {} at {}: {}", member.name(), member.address(), why);
        return node.candidacy()
                .change(new MembershipChange.Remove(member.id()))
                .thenCompose(x -> submit(MemberService.forget(member.id())))
                .thenApply(x -> null);
    }

    /** See {@code ClusterControl.patchMaster}. */
    public CompletionStage<MasterStatus> patch(String name, MasterPatch patch, String actor) {
        Node node = active();
        Member member = directory.require(node.candidacy().view().membership(), name);
        CompletionStage<?> moved = CompletableFuture.completedFuture(null);
        String address = patch.address();
        if (address != null) {
            Endpoint to = endpoint(address);
            LOG.info("moving master {} to {}, ordered by {}", name, to, actor);
            moved = node.candidacy().change(new MembershipChange.Move(member.id(), to));
        }
        Map<String, String> changes = new HashMap<>();
        if (patch.priority() != null) {
            changes.put("priority", patch.priority().toString());
        }
        boolean holdSelf = Boolean.TRUE.equals(patch.held())
                && member.id().equals(node.self().id());
        if (patch.held() != null && !holdSelf) {
            changes.put("held", patch.held().toString());
            changes.put("reason", patch.reason() == null ? "" : patch.reason());
        }
        if (!changes.isEmpty()) {
            LOG.info("master {}: {}, ordered by {}", name, changes, actor);
            moved = moved.thenCompose(x -> submit(MemberService.patch(member.id(), changes)));
        }
        if (holdSelf) {
            moved = moved.thenCompose(x -> standDownAndHold(patch, actor));
        } else if (patch.held() != null) {
            moved = moved.thenAccept(x -> transitions.remember(node, directory.named(member), patch, actor));
        }
        return moved.thenApply(x -> shown(member.id()));
    }

    /** The active that is to be held first hands over, so that nobody waits for an election. */
    private CompletionStage<Void> standDownAndHold(MasterPatch patch, String actor) {
        String reason = patch.reason() == null ? "hold " + basics.name() : patch.reason();
        return transitions
                .order(new TransitionOrder("stand-down", null, reason, false, true, false), actor)
                .thenAccept(status -> {
                    if ("refused".equals(status.state())) {
                        throw new TanistException(
                                ErrorCode.REFUSED,
                                basics.name() + " is active and no other master can take over: "
                                        + status.checks().stream()
                                                .filter(c -> !c.ok())
                                                .map(c -> c.detail())
                                                .toList());
                    }
                });
    }

    private MasterStatus shown(MasterId id) {
        return board.masters().stream()
                .filter(m -> m.id().equals(id.toString()))
                .findFirst()
                .orElseThrow(
                        () -> new TanistException(ErrorCode.NOT_FOUND, "the master has left the cluster meanwhile"));
    }

    /** Commits an order to the members' service. */
    CompletionStage<Reply> submit(Request request) {
        Gate.Pass pass = active().gate()
                .pass()
                .orElseThrow(() -> new TanistException(ErrorCode.NOT_ACTIVE, basics.name() + " is not active"));
        return basics.commands()
                .submit(pass.writer(), MemberService.SERVICE, UUID.randomUUID().toString(), request);
    }

    private Node active() {
        return basics.node()
                .get()
                .filter(n -> n.gate().pass().isPresent())
                .orElseThrow(() -> new TanistException(ErrorCode.NOT_ACTIVE, basics.name() + " is not active"));
    }

    private static Endpoint endpoint(String text) {
        try {
            return Endpoint.parse(text, 3000);
        } catch (IllegalArgumentException e) {
            throw new TanistException(ErrorCode.INVALID, "address: " + e.getMessage(), e);
        }
    }
}
