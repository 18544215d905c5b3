package org.tanist.election;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;
import org.tanist.cluster.Term;

/** An election provider: an OSGi service with the property {@value #PROVIDER}. Thread-safe. */
@ConsumerType
public interface Election {
    /** Service property naming the provider, as in {@code tanist.election.provider}. */
    String PROVIDER = "tanist.provider";

    /**
     * Starts to take part in the election of the candidate's cluster.
     *
     * <p>Returns as soon as the local part runs; being connected or elected is shown by the view later. A second call for the
     * same data directory is a caller's error as long as the first candidacy is open.
     *
     * @param self who stands, and with which settings
     * @param floor only terms above this one are granted
     * @param listener told of changes of the view, see the package page
     * @throws IOException if the local part cannot start: port in use, foreign or damaged data, bad settings. The message says
     *     what, which and what to do.
     */
    Candidacy stand(Candidate self, Term floor, ElectionListener listener) throws IOException;
}
