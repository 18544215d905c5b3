package org.tanist.master.internal.jarstore;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.Member;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.service.Reply;
import org.tanist.service.Request;
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

    /** Whether this master is active and serves. */
    boolean active();

    /**
     * Commits a command of the catalogue's service; fails if this master is not active.
     *
     * @param id unique for the command
     */
    CompletionStage<Reply> submit(String id, Request request);

    /** Why the configured root must stay in the file, such as a journal that lies on the same; empty if it need not. */
    Optional<String> bound();

    /** As configured. */
    Limits limits();

    /** Usable space of the data disk in bytes; negative if it is not known. */
    long freeBytes();

    /** Runs what writes one copy to a disk, for as long as that takes; there are as many of these as there are transfers. */
    Executor disks();

    /** Reads clocks. */
    Ticker ticker();
}
