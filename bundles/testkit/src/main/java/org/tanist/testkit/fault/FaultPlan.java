package org.tanist.testkit.fault;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.BiPredicate;

/** Decides which call fails, and how. */
@FunctionalInterface
public interface FaultPlan {

    /**
     * Asked once before each call, by one thread at a time.
     *
     * @param operation name of the method, e.g. {@code append}
     * @param path of the file or register it is about; empty if there is none
     */
    Fault next(String operation, String path);

    /** Nothing fails. */
    static FaultPlan none() {
        return (operation, path) -> Fault.NONE;
    }

    /** These faults in turn, one for each call; nothing afterwards. */
    static FaultPlan script(Fault... faults) {
        Queue<Fault> left = new ArrayDeque<>(Arrays.asList(faults));
        return (operation, path) -> {
            Fault next = left.poll();
            return next == null ? Fault.NONE : next;
        };
    }

    /** This fault in each call for which the predicate, given operation and path, holds. */
    static FaultPlan when(BiPredicate<String, String> predicate, Fault fault) {
        return (operation, path) -> predicate.test(operation, path) ? fault : Fault.NONE;
    }

    /** One of these faults by chance, with this probability for each call; the same for the same seed. */
    static FaultPlan seeded(long seed, double probability, Fault... faults) {
        Random random = new Random(seed);
        List<Fault> choice = List.of(faults);
        return (operation, path) ->
                random.nextDouble() < probability ? choice.get(random.nextInt(choice.size())) : Fault.NONE;
    }
}
