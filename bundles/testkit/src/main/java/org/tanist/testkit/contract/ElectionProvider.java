package org.tanist.testkit.contract;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.election.Candidacy;
import org.tanist.election.Election;
import org.tanist.testkit.FreePorts;

/** How the contract suites get at an election provider. All but {@link #election} has a default. */
@FunctionalInterface
public interface ElectionProvider extends AutoCloseable {

    /** The provider as the process of this master has it; masters are numbered from 0. Asked anew at each start. */
    Election election(int number);

    /** Where this master answers; the port 10000 above is free, too. Asked once for each master. */
    default Endpoint address(int number) {
        return new Endpoint("127.0.0.1", FreePorts.next());
    }

    /** After how long a silent active is given up. */
    default Duration timeout() {
        return Duration.ofMillis(500);
    }

    /** How long a test waits for anything before it fails. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** The provider's own settings. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Ends a master as abruptly as the provider can within one process; nothing is handed over. */
    default void kill(Candidacy candidacy) {
        candidacy.close();
    }

    /** Whether a majority of the masters must live; if not, any single one can lead. */
    default boolean majorityNeeded() {
        return true;
    }

    /** How this provider's masters are cut off from each other, if the test can do that. */
    default Optional<Isolation> isolation() {
        return Optional.empty();
    }

    /** Cuts masters off. */
    interface Isolation {
        /** Cuts a master off from all others. */
        void begin(MasterId master);

        /** Connects it again. */
        void end(MasterId master);
    }

    /** Frees what the masters have in common; called once, after all of them were closed. */
    @Override
    default void close() {}
}
