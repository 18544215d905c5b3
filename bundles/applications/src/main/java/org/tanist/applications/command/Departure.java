package org.tanist.applications.command;

import org.jspecify.annotations.Nullable;
import org.tanist.applications.state.Afterwards;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Draft;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Phase;
import org.tanist.applications.state.Restart;
import org.tanist.applications.state.Tally;

/** What becomes of an instance whose run is over. */
final class Departure {
    private Departure() {}

    /**
     * How a process ended.
     *
     * @param exitCode null if it is not known
     * @param afterLongRun whether it ran long enough for its failures to be forgotten
     */
    record Ending(@Nullable Integer exitCode, boolean afterLongRun) {}

    /** Its process has ended. */
    static void exited(Draft draft, Application application, Instance instance, Ending ending) {
        InstanceKey key = new InstanceKey(application.name(), instance.number());
        Integer exitCode = ending.exitCode();
        String how = exitCode == null ? "ended, exit code unknown" : "exit code " + exitCode;
        if (instance.phase() == Phase.STOPPING) {
            stopped(draft, application, instance, exitCode);
        } else if (isOver(application, exitCode)) {
            draft.end(key, exitCode, how);
        } else {
            draft.await(key, exitCode, instance.tally().failed(ending.afterLongRun()), how);
        }
    }

    /** It was being stopped, or cannot be running any more, and nobody saw how it ended. */
    static void unseen(Draft draft, Application application, Instance instance, String why) {
        InstanceKey key = new InstanceKey(application.name(), instance.number());
        if (instance.phase() == Phase.STOPPING) {
            stopped(draft, application, instance, null);
        } else if (!application.wanted() || application.spec().restart() == Restart.NEVER) {
            draft.end(key, null, why);
        } else {
            draft.await(key, null, instance.tally().moved(), why);
        }
    }

    private static void stopped(Draft draft, Application application, Instance instance, @Nullable Integer exitCode) {
        InstanceKey key = new InstanceKey(application.name(), instance.number());
        Afterwards afterwards = instance.leaving().afterwards();
        boolean goodEnd = exitCode != null && exitCode == 0 && isOver(application, exitCode);
        if (afterwards == Afterwards.END || (afterwards == Afterwards.ELSEWHERE && goodEnd)) {
            draft.end(key, exitCode, instance.reason());
        } else {
            Tally tally = afterwards == Afterwards.AGAIN
                    ? instance.tally().forgiven()
                    : instance.tally().moved();
            draft.await(key, exitCode, tally, instance.reason());
        }
    }

    private static boolean isOver(Application application, @Nullable Integer exitCode) {
        return switch (application.spec().restart()) {
            case ALWAYS -> !application.wanted();
            case ON_FAILURE -> !application.wanted() || (exitCode != null && exitCode == 0);
            case NEVER -> true;
        };
    }

    /** How often in a row an instance may be refused before its application is quarantined. */
    static final int MOST_REFUSALS = 5;

    /**
     * Why a worker could not start it.
     *
     * @param detail for people
     * @param lasting whether it would be refused again, wherever and whenever: for a jar whose copies are all lost, or that cannot be run
     */
    record Refusal(String detail, boolean lasting) {}

    /** A worker could not start it, such as for a jar that cannot be had. */
    static void refused(Draft draft, Application application, Instance instance, Refusal refusal) {
        InstanceKey key = new InstanceKey(application.name(), instance.number());
        if (instance.phase() == Phase.STOPPING) {
            stopped(draft, application, instance, null);
            return;
        }
        Tally tally = instance.tally().refused();
        draft.await(key, null, tally, "worker " + instance.worker() + " could not start it: " + refusal.detail());
        Application now = draft.state().application(application.name());
        if (now != null && refusal.lasting()) {
            draft.quarantine(now, "cannot be started: " + refusal.detail());
        } else if (now != null && tally.refusals() >= MOST_REFUSALS) {
            draft.quarantine(now, "could not be started " + tally.refusals() + " times in a row: " + refusal.detail());
        }
    }
}
