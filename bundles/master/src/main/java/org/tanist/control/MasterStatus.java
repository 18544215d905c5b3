package org.tanist.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One master as another (or itself) sees it: an element of {@code masters} in {@code GET /api/v1/cluster}, and {@code GET
 * /api/v1/self}.
 *
 * @param id its UUID
 * @param name its name
 * @param address {@code host:port} of its HTTP
 * @param role wire form of its role, or {@code unreachable}
 * @param term newest term it knew
 * @param position index of the last entry it had applied
 * @param lag how far it is behind the active
 * @param priority higher is preferred
 * @param held whether an operator keeps it standby
 * @param eligible whether it could become active now
 * @param reasons why it is not eligible, or what is wrong; empty if all is well
 * @param version its software version
 * @param self whether it is the answering master
 * @param lastSeenMs milliseconds since it was last heard of; 0 for self
 * @param disk its data disk, null if unknown
 * @param jars its part of the jar store, null if it has none
 */
public record MasterStatus(
        String id,
        String name,
        String address,
        String role,
        long term,
        long position,
        Lag lag,
        int priority,
        boolean held,
        boolean eligible,
        List<String> reasons,
        String version,
        boolean self,
        long lastSeenMs,
        @Nullable Disk disk,
        @Nullable Jars jars) {

    /**
     * How far behind the active.
     *
     * @param entries journal entries not yet applied
     * @param seconds since it was last level
     */
    public record Lag(long entries, double seconds) {}

    /**
     * The data disk.
     *
     * @param freeBytes usable space
     * @param probeMs how long the last durable write probe took; -1 if none has ended yet
     */
    public record Disk(long freeBytes, double probeMs) {}

    /**
     * Jars of this master.
     *
     * @param held jars it has
     * @param missing jars it should have and has not
     * @param problem why it cannot use its jar store, half a sentence; null if it can
     */
    public record Jars(int held, int missing, @Nullable String problem) {}
}
