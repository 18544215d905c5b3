package org.tanist.master.internal.status;

import java.util.Optional;
import java.util.function.Function;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.master.internal.peers.PeerWatch.Sighting;

/**
 * Whether a master that has just started could take over by now: it says standby only once it has what the others have, and for good
 * once it had. Thread-safe.
 */
final class CatchUp {
    /** One that lacks no more than this can take over. */
    private static final long LEVEL_ENTRIES = 100;

    private volatile boolean level;

    /** It serves, so it lacks nothing. */
    void served() {
        level = true;
    }

    /** Whether a master that has applied so much, and has heard this of others, has caught up. */
    boolean isDone(MasterId self, ElectionView view, long index, Function<MasterId, Optional<Sighting>> heard) {
        if (level) {
            return true;
        }
        Optional<MasterId> leader = view.leader().map(Member::id);
        if (leader.isEmpty() || leader.get().equals(self)) {
            return view.standing() instanceof Standing.Leading || nobodyHasMore(view, index, heard);
        }
        Optional<Sighting> active = heard.apply(leader.get());
        if (active.isEmpty()) {
            return false;
        }
        boolean near = position(active.get()) - index <= LEVEL_ENTRIES;
        level = near && active.get().answering();
        return near || !active.get().answering();
    }

    /**
     * While a journal is replayed, nobody leads by what was read of it, or this master itself does, as it did once: then only the others
     * know how much is to come.
     */
    private static boolean nobodyHasMore(ElectionView view, long index, Function<MasterId, Optional<Sighting>> heard) {
        return view.membership().members().stream()
                .flatMap(member -> heard.apply(member.id()).stream())
                .filter(Sighting::answering)
                .allMatch(other -> position(other) - index <= LEVEL_ENTRIES);
    }

    private static long position(Sighting of) {
        return of.report().status().position();
    }
}
