package org.tanist.master.internal.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.control.MasterStatus;
import org.tanist.master.internal.joining.Identity;
import org.tanist.master.internal.joining.IdentityFile;
import org.tanist.master.internal.members.MemberFlags;
import org.tanist.master.internal.members.MemberService;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.status.Basics;
import org.tanist.master.internal.status.Node;
import org.tanist.master.internal.status.StatusBoard;

/**
 * Keeps small things in order, once a second: a master that is no member yet asks to be one, one whose address changed says so, and
 * the active writes down the names that members tell. One thread calls {@link #turn}.
 */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Basics basics;
    private final StatusBoard board;
    private final PeerCalls calls;
    private final MemberOrders orders;
    private final IdentityFile file;
    private final List<Endpoint> peers;
    private Identity identity;
    private boolean saved;
    private boolean asking;

    /** Looks after the given identity. */
    public Upkeep(
            Basics basics,
            StatusBoard board,
            PeerCalls calls,
            MemberOrders orders,
            IdentityFile file,
            Identity identity,
            List<Endpoint> peers) {
        this.basics = basics;
        this.board = board;
        this.calls = calls;
        this.orders = orders;
        this.file = file;
        this.identity = identity;
        this.peers = List.copyOf(peers);
    }

    /** Looks once. */
    public void turn() {
        Optional<Node> node = basics.node().get();
        if (node.isEmpty()) {
            return;
        }
        Membership members = node.get().candidacy().view().membership();
        Optional<Member> me = members.find(node.get().self().id());
        if (me.isEmpty()) {
            ask();
        } else if (!me.get().address().equals(basics.address())) {
            move(members);
        } else {
            save();
        }
        if (node.get().gate().pass().isPresent()) {
            writeDown(members);
        }
    }

    private synchronized void ask() {
        if (asking || identity.member()) {
            return;
        }
        asking = true;
        send(
                peers,
                "POST",
                "/api/v1/masters",
                Map.of("address", basics.address().toString()),
                "join");
    }

    private synchronized void move(Membership members) {
        if (asking) {
            return;
        }
        asking = true;
        List<Endpoint> others = members.members().stream()
                .filter(m -> !m.id().toString().equals(identity.masterId()))
                .map(Member::address)
                .toList();
        send(
                others,
                "PATCH",
                "/api/v1/masters/" + basics.name(),
                Map.of("address", basics.address().toString()),
                "move");
    }

    /** Tries one address after the other. */
    private void send(List<Endpoint> to, String method, String path, Object body, String what) {
        List<Endpoint> others =
                to.stream().filter(e -> !e.equals(basics.address())).toList();
        if (others.isEmpty()) {
            answered();
            return;
        }
        Endpoint first = others.get(0);
        calls.command(first, method, path, body).whenComplete((answer, failure) -> {
            if (failure == null) {
                LOG.info("{} through {}: done", what, first);
                answered();
            } else {
                LOG.warn("{} through {} did not succeed: {}", what, first, failure.getMessage());
                send(others.subList(1, others.size()), method, path, body, what);
            }
        });
    }

    private synchronized void answered() {
        asking = false;
    }

    private synchronized void save() {
        if (saved) {
            return;
        }
        try {
            identity = identity.joined();
            file.write(identity);
            saved = true;
        } catch (IOException e) {
            throw new UncheckedIOException("the identity could not be kept", e);
        }
    }

    private void writeDown(Membership members) {
        for (MasterStatus master : board.masters()) {
            if (!master.self() && !StatusBoard.takesPart(master)) {
                continue;
            }
            MasterId id = MasterId.of(master.id());
            String told = master.self() ? basics.name() : told(id).orElse("");
            MemberFlags flags = basics.flags().of(id);
            Map<String, String> changes = new HashMap<>();
            boolean taken =
                    board.find(members, told).filter(m -> !m.id().equals(id)).isPresent();
            if (!told.isEmpty() && !told.equals(flags.name()) && !taken) {
                changes.put("name", told);
            }
            if (!flags.joined()) {
                changes.put("joined", "true");
                changes.put("priority", Integer.toString(flags.priority()));
            }
            if (!changes.isEmpty()) {
                orders.submit(MemberService.patch(id, changes)).whenComplete((reply, failure) -> {
                    if (failure != null) {
                        LOG.debug("flags of {} could not be written down", id, failure);
                    }
                });
            }
        }
    }

    private Optional<String> told(MasterId id) {
        return basics.node()
                .get()
                .flatMap(n -> n.peers().of(id))
                .map(seen -> seen.report().status().name());
    }
}
