package org.tanist.election;

import java.util.Map;
import java.util.Optional;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Term;

/**
 * What one master knows of the election at one moment.
 *
 * @param standing what this master itself is
 * @param leader who leads, as far as is known; maybe no longer
 * @param term the newest term known
 * @param membership the voting members
 * @param coordinated whether a majority (or the coordination service) is reached at the moment
 * @param links reachable (true) or not, for each other member the provider watches; empty when it does not know
 * @param cause why the newest term began, one sentence, as far as this master knows; empty when unknown
 */
public record ElectionView(
        Standing standing,
        Optional<Member> leader,
        Term term,
        Membership membership,
        boolean coordinated,
        Map<MasterId, Boolean> links,
        String cause) {

    /** Copies the map. */
    public ElectionView {
        links = Map.copyOf(links);
    }

    /** Before anything is known. */
    public static ElectionView unknown() {
        return new ElectionView(
                new Standing.Following(), Optional.empty(), Term.NONE, Membership.EMPTY, false, Map.of(), "");
    }
}
