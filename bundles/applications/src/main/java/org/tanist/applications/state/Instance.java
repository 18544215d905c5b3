package org.tanist.applications.state;

import org.jspecify.annotations.Nullable;

/**
 * One instance of an application.
 *
 * @param number from 0
 * @param phase where it stands
 * @param worker that has it, or had it last; empty before the first run
 * @param incarnation of its present or last run: journal index of the command that placed it; 0 before the first
 * @param process what its worker says of it
 * @param tally what went wrong how often
 * @param reason one line: why it is as it is; may be empty
 * @param leaving how it is being stopped
 */
public record Instance(
        int number,
        Phase phase,
        String worker,
        long incarnation,
        Process process,
        Tally tally,
        String reason,
        Leaving leaving) {

    /**
     * The process of the present or last run.
     *
     * @param pid null before there is one
     * @param startedAt ISO-8601 UTC by the worker's clock; null before it was started
     * @param exitCode of the run that ended last; null if none did, or its code is not known
     */
    public record Process(
            @Nullable Long pid,
            @Nullable String startedAt,
            @Nullable Integer exitCode) {
        static final Process NONE = new Process(null, null, null);
    }

    /**
     * How it is being stopped.
     *
     * @param version of its worker's assignments, from which on it is not among them; 0 when it is not being stopped
     * @param afterwards what becomes of it then
     * @param from worker that it was drained from, until it runs elsewhere; empty otherwise
     */
    public record Leaving(long version, Afterwards afterwards, String from) {
        static final Leaving NOT = new Leaving(0, Afterwards.END, "");
    }

    /** One that waits for its first placement. */
    public static Instance fresh(int number) {
        return new Instance(number, Phase.WAITING, "", 0, Process.NONE, Tally.NEW, "", Leaving.NOT);
    }

    /** Whether this is the run that is meant, and a worker has it. */
    public boolean is(String onWorker, long run) {
        return phase.onWorker() && worker.equals(onWorker) && incarnation == run;
    }

    Instance placed(String onWorker, long run) {
        Process before = new Process(null, null, process.exitCode());
        return new Instance(
                number,
                Phase.STARTING,
                onWorker,
                run,
                before,
                tally.started(),
                "",
                new Leaving(0, Afterwards.END, leaving.from()));
    }

    /** Its worker says that it runs; one that is being stopped stays so. */
    Instance running(@Nullable Long pid, @Nullable String startedAt) {
        Process now = new Process(pid, startedAt, process.exitCode());
        return phase == Phase.STOPPING
                ? new Instance(number, phase, worker, incarnation, now, tally, reason, leaving)
                : new Instance(number, Phase.RUNNING, worker, incarnation, now, tally.running(), "", Leaving.NOT);
    }

    Instance stopping(long version, Afterwards afterwards, String why) {
        String from = afterwards == Afterwards.ELSEWHERE ? worker : "";
        return new Instance(
                number,
                Phase.STOPPING,
                worker,
                incarnation,
                process,
                tally,
                why,
                new Leaving(version, afterwards, from));
    }

    /** Still being stopped, but with another end: a later order. */
    Instance afterwards(Afterwards other, String why) {
        return new Instance(
                number, phase, worker, incarnation, process, tally, why, new Leaving(leaving.version(), other, ""));
    }

    Instance waiting(@Nullable Integer exitCode, Tally now, String why) {
        return new Instance(
                number,
                Phase.WAITING,
                worker,
                incarnation,
                new Process(null, null, exitCode),
                now,
                why,
                new Leaving(0, Afterwards.END, leaving.from()));
    }

    Instance ended(@Nullable Integer exitCode, String why) {
        Process last = new Process(process.pid(), process.startedAt(), exitCode);
        return new Instance(number, Phase.ENDED, worker, incarnation, last, tally, why, Leaving.NOT);
    }
}
