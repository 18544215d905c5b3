package org.tanist.master.internal.joining;

import java.util.ArrayList;
import java.util.List;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;

/**
 * What a master knows of itself for ever, as kept in {@code identity.json}.
 *
 * @param clusterId the cluster it belongs to
 * @param clusterName the cluster's name when it came to belong
 * @param masterId its own id
 * @param name its name
 * @param address its last {@code host:port}
 * @param founders {@code id=host:port=name} of the founders if it is one of them, else empty
 * @param member whether it has been a member; one that was and is no more, was removed and must not ask again
 */
public record Identity(
        String clusterId,
        String clusterName,
        String masterId,
        String name,
        String address,
        List<String> founders,
        boolean member) {

    /** Copies the list. */
    public Identity {
        founders = List.copyOf(founders);
    }

    /** The same master under another name or address. */
    public Identity now(String newName, String newAddress) {
        return new Identity(clusterId, clusterName, masterId, newName, newAddress, founders, member);
    }

    /** The same master, seen in the membership. */
    public Identity joined() {
        return new Identity(clusterId, clusterName, masterId, name, address, founders, true);
    }

    /** This master as a member. */
    public Member self() {
        return new Member(MasterId.of(masterId), name, Endpoint.parse(address, 1));
    }

    /** The founders as members; empty for a master that joined later. */
    public Membership founderMembers() {
        List<Member> members = new ArrayList<>();
        for (String founder : founders) {
            String[] parts = founder.split("=", 3);
            MasterId id = MasterId.of(parts[0]);
            members.add(parts[0].equals(masterId) ? self() : new Member(id, parts[2], Endpoint.parse(parts[1], 1)));
        }
        return new Membership(members);
    }
}
