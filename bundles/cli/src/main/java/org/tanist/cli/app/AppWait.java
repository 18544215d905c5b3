package org.tanist.cli.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.client.TanistClient;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.wire.Application;

/** Looks at an application until it is as one wants it. */
final class AppWait {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private AppWait() {}

    /**
     * Waits until an application is as wanted, or cannot become so.
     *
     * @throws Failure not finished, when the time is over; failed, when it has failed or is in quarantine
     */
    static Application until(TanistClient client, String name, String what, Predicate<Application> wanted) {
        long deadline = System.nanoTime() + client.options().timeout().toNanos();
        while (true) {
            Application now = client.applications().show(name, false);
            if (wanted.test(now)) {
                return now;
            }
            if (now.state().equals("failed") || now.state().equals("quarantined")) {
                throw new Failure(ExitCode.FAILED, "application '" + name + "' is " + now.state() + why(now));
            }
            pause(
                    deadline,
                    () -> "application '" + name + "' is not " + what + " yet: it is " + now.state() + why(now));
        }
    }

    /** Waits until there is no such application. */
    static void gone(TanistClient client, String name) {
        long deadline = System.nanoTime() + client.options().timeout().toNanos();
        for (Optional<Application> left = find(client, name); left.isPresent(); left = find(client, name)) {
            pause(deadline, () -> "application '" + name + "' is being deleted; its last instance is not gone yet");
        }
    }

    private static Optional<Application> find(TanistClient client, String name) {
        try {
            return Optional.of(client.applications().show(name, false));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static void pause(long deadline, java.util.function.Supplier<String> tooLate) {
        if (System.nanoTime() > deadline) {
            throw new Failure(ExitCode.NOT_FINISHED, tooLate.get());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private static String why(Application application) {
        return application.reason().isEmpty() ? "" : ": " + application.reason();
    }
}
