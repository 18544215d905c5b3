package org.tanist.journal;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;
import org.tanist.cluster.Position;

/** Builds state from the journal. Called by one thread of the provider, in order; must not block for long. */
@ConsumerType
public interface EntryConsumer {

    /** Applies the next committed entry. Must not throw: a failure to apply is the consumer's own matter. */
    void apply(Position position, Entry entry);

    /**
     * Forgets all state and takes that of a snapshot. Also called on a master that had fallen so far behind that the entries it
     * lacks are gone.
     *
     * @throws IOException if the snapshot cannot be read or is damaged; the provider stops delivering
     */
    void restore(Position position, InputStream snapshot) throws IOException;
}
