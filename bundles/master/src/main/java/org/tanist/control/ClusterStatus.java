package org.tanist.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as one master sees it: {@code GET /api/v1/cluster}.
 *
 * @param name the cluster's name
 * @param id the cluster's id; null until it is founded or joined
 * @param term newest term known
 * @param active name of the serving active, null if there is none
 * @param health {@code healthy}, {@code degraded} or {@code no-active}
 * @param verdict one sentence on the health, and what to do
 * @param failureTolerance how many more masters may fail before writing stops
 * @param automaticFailover whether masters take over by themselves
 * @param election the election provider
 * @param journal the journal
 * @param jarstore the jar store; null in a master without one
 * @param masters all members, sorted by name
 */
public record ClusterStatus(
        String name,
        @Nullable String id,
        long term,
        @Nullable String active,
        String health,
        String verdict,
        int failureTolerance,
        boolean automaticFailover,
        ElectionInfo election,
        JournalState journal,
        @Nullable JarStoreInfo jarstore,
        List<MasterStatus> masters) {

    /** @param provider name of the election provider */
    public record ElectionInfo(String provider) {}

    /**
     * The journal as this master has it.
     *
     * @param provider name of the journal provider
     * @param position index of the last applied entry
     */
    public record JournalState(String provider, long position) {}

    /**
     * The jar store.
     *
     * @param provider name of the storage provider
     * @param shared whether all masters see the same files
     */
    public record JarStoreInfo(String provider, boolean shared) {}
}
