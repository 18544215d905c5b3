package org.tanist.applications.view;

import org.tanist.applications.state.Application;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.Phase;
import org.tanist.applications.state.State;
import org.tanist.applications.state.Worker;

/** Why an application is not running, in one line. */
final class Reasons {
    private Reasons() {}

    /** Empty if there is nothing to explain. */
    static String of(State state, Application application) {
        if (!application.quarantine().isEmpty()) {
            return application.quarantine();
        }
        if (application.deleting()) {
            return "is being deleted: waits until its last instance is gone";
        }
        if (application.stopped()) {
            return application.onWorkers() ? "is being stopped" : "";
        }
        for (Instance instance : application.instances()) {
            String why = of(state, application, instance);
            if (!why.isEmpty()) {
                return application.spec().instances() == 1 ? why : "instance " + instance.number() + " " + why;
            }
        }
        return "";
    }

    private static String of(State state, Application application, Instance instance) {
        if (instance.phase() == Phase.STARTING) {
            return "starts on worker " + instance.worker();
        }
        if (instance.phase() == Phase.STOPPING) {
            return "is being stopped on worker " + instance.worker() + ": " + instance.reason();
        }
        if (instance.phase() == Phase.ENDED) {
            Integer code = instance.process().exitCode();
            return code != null && code == 0 ? "" : instance.reason();
        }
        if (instance.phase() != Phase.WAITING) {
            return "";
        }
        String place = noPlace(state, application);
        if (!place.isEmpty()) {
            return place;
        }
        if (instance.tally().backoffSeconds() > 0) {
            return "waits " + instance.tally().backoffSeconds() + " s before it is started again: " + instance.reason();
        }
        return instance.reason().isEmpty() ? "is about to be placed" : instance.reason();
    }

    private static String noPlace(State state, Application application) {
        int most = 0;
        int open = 0;
        int slots = 0;
        for (Worker worker : state.workers().values()) {
            if (worker.open()) {
                open++;
                if (worker.freeSlots() > 0) {
                    slots++;
                    most = Math.max(most, worker.freeMb());
                }
            }
        }
        if (open == 0) {
            return state.workers().isEmpty()
                    ? "waits for a worker: none has registered; start one with bin/worker"
                    : "waits for a worker: none is live; start one with bin/worker";
        }
        if (slots == 0) {
            return "waits for a free slot: all slots of " + open + (open == 1 ? " worker are" : " workers are")
                    + " taken";
        }
        int needed = application.spec().memoryMb();
        return most < needed
                ? "waits for memory: it needs " + needed + " MB, the most that a worker with a free slot has is " + most
                        + " MB"
                : "";
    }
}
