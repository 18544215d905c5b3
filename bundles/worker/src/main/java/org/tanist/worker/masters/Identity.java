package org.tanist.worker.masters;

import org.tanist.client.wire.Registration;

/**
 * How this worker makes itself known.
 *
 * @param name unique in the cluster
 * @param id kept in its directory
 * @param session of this process
 * @param capacity what it can take
 */
public record Identity(String name, String id, String session, Capacity capacity) {

    /**
     * What a worker can take.
     *
     * @param address {@code host:port} of its log server
     * @param slots instances
     * @param memoryMb for all of them together
     * @param version of its software
     */
    public record Capacity(String address, int slots, int memoryMb, String version) {}

    /** As it goes to the masters. */
    Registration registration() {
        return new Registration(
                name, id, session, capacity.address(), capacity.slots(), capacity.memoryMb(), capacity.version());
    }
}
