package org.tanist.election.raft.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.raft.internal.peer.Directory;

/**
 * Members as Raft keeps them in its configuration: the Raft address is symbolic, the HTTP address stands in the client address
 * and the name in the admin address. So the membership is known from the Raft log alone.
 */
final class Peers {
    private Peers() {}

    static RaftPeerId id(MasterId id) {
        return RaftPeerId.valueOf(id.toString());
    }

    static MasterId id(RaftPeerId id) {
        return MasterId.of(id.toString());
    }

    static RaftPeer peer(Member member, int priority) {
        return RaftPeer.newBuilder()
                .setId(id(member.id()))
                .setAddress(Directory.target(member.id()))
                .setClientAddress(member.address().toString())
                .setAdminAddress(member.name())
                .setPriority(priority)
                .build();
    }

    static List<RaftPeer> peers(Membership membership, int priority) {
        return membership.members().stream().map(m -> peer(m, priority)).toList();
    }

    static Membership membership(Collection<RaftPeer> peers) {
        List<Member> members = new ArrayList<>();
        for (RaftPeer peer : peers) {
            members.add(new Member(
                    id(peer.getId()), peer.getAdminAddress(), Endpoint.parse(peer.getClientAddress(), 3000)));
        }
        return new Membership(members);
    }
}
