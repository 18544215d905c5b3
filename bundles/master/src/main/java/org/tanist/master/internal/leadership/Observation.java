package org.tanist.master.internal.leadership;

import java.util.Optional;
import org.tanist.election.Standing;

/**
 * Everything that a decision depends on, at one moment.
 *
 * @param standing what the election says
 * @param phase what the loop is doing
 * @param resigned whether this master told the election not to elect it
 * @param held whether an operator holds it
 * @param illness what is wrong with this master itself (disk, stall), if anything
 * @param coolingDown what failed too short ago for another attempt, if anything
 * @param failure why the running activation cannot succeed, or why nothing can be appended any more in the term that is served
 * @param othersEligible whether some other member could take over; asked only while this one is ill
 * @param coordinated whether this master reaches who elects: a majority of the masters, or the coordination service
 */
public record Observation(
        Standing standing,
        Phase phase,
        boolean resigned,
        boolean held,
        Optional<String> illness,
        Optional<String> coolingDown,
        Optional<String> failure,
        boolean othersEligible,
        boolean coordinated) {}
