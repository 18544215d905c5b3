package org.tanist.applications.placement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Worker;

/**
 * One round of placing instances, one after the other; each sees what the ones before it have taken.
 *
 * <p>A worker is fit when it is neither lost nor draining nor under suspicion and has a free slot and the memory. Of those that are fit
 * the one is taken that has the fewest instances of the same application, then the most free slots, then the most free memory, then
 * the first name.
 */
public final class Placement {
    private static final Comparator<Room> BEST = Comparator.<Room>comparingInt(room -> room.freeSlots)
            .thenComparingInt(room -> room.freeMb)
            .thenComparing(room -> room.name, Comparator.reverseOrder());

    private final List<Room> rooms = new ArrayList<>();

    /** What is left on a worker in this round. */
    private static final class Room {
        private final String name;
        private int freeSlots;
        private int freeMb;
        private final Map<String, Integer> siblings = new HashMap<>();

        Room(Worker worker) {
            name = worker.name();
            freeSlots = worker.freeSlots();
            freeMb = worker.freeMb();
            for (InstanceKey key : worker.instances().keySet()) {
                siblings.merge(key.application(), 1, Integer::sum);
            }
        }

        void take(String application, int memoryMb) {
            freeSlots--;
            freeMb -= memoryMb;
            siblings.merge(application, 1, Integer::sum);
        }
    }

    /** Begins a round with the workers as they are; {@code trusted} says which are heard of. */
    public Placement(Collection<Worker> workers, Predicate<Worker> trusted) {
        for (Worker worker : workers) {
            if (worker.open() && worker.freeSlots() > 0 && trusted.test(worker)) {
                rooms.add(new Room(worker));
            }
        }
    }

    /** Finds a worker for an instance of an application and sets the room aside; empty if none is fit. */
    public Optional<String> place(Application application) {
        int memoryMb = application.spec().memoryMb();
        Room best = null;
        int fewest = Integer.MAX_VALUE;
        for (Room room : rooms) {
            if (room.freeSlots < 1 || room.freeMb < memoryMb) {
                continue;
            }
            int siblings = room.siblings.getOrDefault(application.name(), 0);
            if (best == null || siblings < fewest || (siblings == fewest && BEST.compare(room, best) > 0)) {
                best = room;
                fewest = siblings;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        best.take(application.name(), memoryMb);
        if (best.freeSlots < 1) {
            rooms.remove(best);
        }
        return Optional.of(best.name);
    }

    /** Whether there is no slot left at all. */
    public boolean full() {
        return rooms.isEmpty();
    }
}
