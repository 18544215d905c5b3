package org.tanist.applications.state;

import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * An application.
 *
 * @param spec what is to run
 * @param stopped whether it is to stand still
 * @param deleting whether it goes away as soon as no worker has an instance of it
 * @param quarantine why it cannot go on; empty if it can
 * @param instances by number
 * @param history the last happenings, oldest first
 */
public record Application(
        Spec spec,
        boolean stopped,
        boolean deleting,
        String quarantine,
        PVector<Instance> instances,
        PVector<Happening> history) {
    /** How many happenings are kept. */
    public static final int KEPT = 64;

    /** A new one, whose instances wait. */
    public static Application fresh(Spec spec) {
        PVector<Instance> instances = TreePVector.empty();
        for (int number = 0; number < spec.instances(); number++) {
            instances = instances.plus(Instance.fresh(number));
        }
        return new Application(spec, false, false, "", instances, TreePVector.empty());
    }

    /** Its name. */
    public String name() {
        return spec.name();
    }

    /** Whether its waiting instances are to be placed. */
    public boolean wanted() {
        return !stopped && !deleting && quarantine.isEmpty();
    }

    /** Whether any worker has an instance of it, or may have. */
    public boolean onWorkers() {
        return instances.stream().anyMatch(i -> i.phase().onWorker());
    }

    Application with(Instance instance) {
        return new Application(
                spec, stopped, deleting, quarantine, instances.with(instance.number(), instance), history);
    }

    /** As an operator wants it now; whatever it was quarantined for is forgiven. */
    public Application ordered(boolean toStop, boolean toDelete) {
        return new Application(spec, toStop, toDelete, "", instances, history);
    }

    Application quarantined(String why) {
        return new Application(spec, stopped, deleting, why, instances, history);
    }

    Application with(Happening happening) {
        PVector<Happening> kept = history.size() < KEPT ? history : history.minus(0);
        return new Application(spec, stopped, deleting, quarantine, instances, kept.plus(happening));
    }
}
