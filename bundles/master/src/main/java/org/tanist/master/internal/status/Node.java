package org.tanist.master.internal.status;

import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Member;
import org.tanist.election.Candidacy;
import org.tanist.journal.Journal;
import org.tanist.master.internal.leadership.Gate;
import org.tanist.master.internal.leadership.LeadershipLoop;
import org.tanist.master.internal.peers.PeerWatch;

/**
 * A master that takes part in its cluster: what exists from the moment it stands for election.
 *
 * @param cluster the cluster's id
 * @param self this master
 * @param candidacy its part in the election
 * @param journal the cluster's journal
 * @param gate through which answers go
 * @param loop its leadership loop
 * @param peers what it hears of the others
 */
public record Node(
        ClusterId cluster,
        Member self,
        Candidacy candidacy,
        Journal journal,
        Gate gate,
        LeadershipLoop loop,
        PeerWatch peers) {}
