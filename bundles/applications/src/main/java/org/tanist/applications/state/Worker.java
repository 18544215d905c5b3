package org.tanist.applications.state;

import org.pcollections.TreePMap;

/**
 * A worker.
 *
 * @param profile what it said of itself
 * @param registered journal index of its last registration
 * @param lost whether it was given up; then it has no instances and must register again
 * @param draining whether its instances are being moved away
 * @param version journal index of the last change of what it is to run
 * @param instances all that it has or may have, with the memory that is set aside for each; those that are being stopped included
 * @param usedMb that memory together
 */
public record Worker(
        Profile profile,
        long registered,
        boolean lost,
        boolean draining,
        long version,
        TreePMap<InstanceKey, Integer> instances,
        int usedMb) {

    /**
     * What a worker says of itself.
     *
     * @param name unique
     * @param id UUID of its directory
     * @param session UUID of its process
     * @param address {@code host:port} of its logs
     * @param slots how many instances it takes
     * @param memoryMb how much memory they may have together
     * @param software its version
     */
    public record Profile(
            String name, String id, String session, String address, int slots, int memoryMb, String software) {}

    /** Its name. */
    public String name() {
        return profile.name();
    }

    /** Whether instances may be placed on it, as far as the state knows. */
    public boolean open() {
        return !lost && !draining;
    }

    /** Slots that are free. */
    public int freeSlots() {
        return profile.slots() - instances.size();
    }

    /** Memory that is free. */
    public int freeMb() {
        return profile.memoryMb() - usedMb;
    }

    Worker with(InstanceKey key, int memoryMb, long index) {
        return new Worker(profile, registered, lost, draining, index, instances.plus(key, memoryMb), usedMb + memoryMb);
    }

    Worker without(InstanceKey key, long index) {
        Integer memory = instances.get(key);
        return memory == null
                ? this
                : new Worker(profile, registered, lost, draining, index, instances.minus(key), usedMb - memory);
    }

    /** What it is to run has changed. */
    Worker changed(long index) {
        return new Worker(profile, registered, lost, draining, index, instances, usedMb);
    }

    /** With or without a drain. */
    public Worker drained(boolean on) {
        return new Worker(profile, registered, lost, on, version, instances, usedMb);
    }

    /** It was silent for too long; its instances must have been taken from it. */
    public Worker givenUp(long index) {
        return new Worker(profile, registered, true, draining, index, TreePMap.empty(), 0);
    }

    /** It has made itself known again. */
    public Worker renewed(Profile now, long index) {
        return new Worker(now, index, false, draining, Math.max(version, 1), instances, usedMb);
    }
}
