package org.tanist.master.internal.jarstore;

import java.util.List;
import java.util.Optional;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.Member;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;

/** What the jar store looks at outside of itself. Thread-safe, wait-free, and true at the moment only. */
public interface Surroundings {

    /** Where the storage is; empty until this master belongs to a cluster. */
    Optional<StorageRoot> root();

    /** The storage provider for an address. */
    Optional<StorageProvider> provider(String address);

    /** This master's HTTP address. */
    Endpoint self();

    /** The other members. */
    List<Member> others();

    /** Whether this master is in touch with its cluster, so that its view of the catalogue can be believed. */
    boolean settled();

    /** As configured. */
    Limits limits();

    /** Usable space of the data disk in bytes; negative if it is not known. */
    long freeBytes();

    /** Reads clocks. */
    Ticker ticker();
}
