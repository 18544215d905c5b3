package org.tanist.worker.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Names one process for all time until the next start of the host.
 *
 * @param pid its id
 * @param start when it started, in ticks of the kernel's clock since boot (field 22 of {@code /proc/PID/stat})
 */
public record ProcessName(long pid, long start) {

    /** Reads {@code "pid start"}; empty if it is something else, such as a file that was cut short. */
    public static Optional<ProcessName> parse(String text) {
        String[] words = text.strip().split(" ", 3);
        boolean numbers = words.length == 2 && words[0].matches("\\d{1,18}") && words[1].matches("\\d{1,18}");
        return numbers
                ? Optional.of(new ProcessName(Long.parseLong(words[0]), Long.parseLong(words[1])))
                : Optional.empty();
    }

    /** This process. */
    public static ProcessName self() {
        long pid = ProcessHandle.current().pid();
        return ProcessTable.find(pid)
                .map(row -> new ProcessName(pid, row.start()))
                .orElseThrow(() -> new IllegalStateException("/proc does not show this process"));
    }

    /** Whether it runs: not ended, not waiting to be reaped, and not another one that got its id. */
    public boolean alive() {
        return ProcessTable.find(pid)
                .filter(row -> row.start() == start && row.running())
                .isPresent();
    }

    /** Waits, at most this long, for its end; true if it has ended. */
    public boolean ended(Duration limit) throws InterruptedException {
        Optional<ProcessHandle> handle = alive() ? ProcessHandle.of(pid) : Optional.empty();
        if (handle.isPresent()) {
            try {
                handle.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return !alive();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the end of process " + pid + " cannot be waited for", e);
            }
        }
        return !alive();
    }

    @Override
    public String toString() {
        return pid + " " + start;
    }
}
