package org.tanist.election;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;

/**
 * A master that stands for election.
 *
 * @param cluster the cluster's identity; the provider keeps it with its data and in its handshakes, and refuses another one
 * @param self this master, with its present address
 * @param founders the first members of the cluster, self included, when this master founds it together with them; empty when it
 *     joins a living cluster whose leader adds it. Ignored when {@code directory} holds data already.
 * @param directory where the provider may keep its files; exists, is its own and durable
 * @param timeout after how long a silent active is given up
 * @param earlyDetection whether a master that surely died is noticed before the time-out
 * @param settings the provider's own configuration, below {@code tanist.election.<provider>}, flat keys
 */
public record Candidate(
        ClusterId cluster,
        Member self,
        Membership founders,
        Path directory,
        Duration timeout,
        boolean earlyDetection,
        Map<String, String> settings) {

    /** Copies the settings and refuses a time-out that is not positive. */
    public Candidate {
        settings = Map.copyOf(settings);
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("election timeout " + timeout + " must be positive");
        }
    }
}
