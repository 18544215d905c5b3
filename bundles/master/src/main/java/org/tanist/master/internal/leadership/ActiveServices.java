package org.tanist.master.internal.leadership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.master.internal.platform.Threads;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.service.ActiveContext;
import org.tanist.service.Attendant;

/**
 * The services of the active in one term. Plugin code runs on a thread of its own, with a deadline; what fails or is late is quarantined
 * and leaves nothing behind that runs on.
 *
 * <p>{@link #start} and {@link #stop} block and are called by one thread after the other.
 */
final class ActiveServices {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveServices.class);

    private final ServiceHost host;
    private final Threads threads;
    private final Duration limit;
    private final List<ActiveService> running = new CopyOnWriteArrayList<>();

    /** Nothing runs yet; {@code limit} is for one service to start, or to stop. */
    ActiveServices(ServiceHost host, Threads threads, Duration limit) {
        this.host = host;
        this.threads = threads;
        this.limit = limit;
    }

    private enum Ended {
        WELL,
        FAILED,
        LATE
    }

    /** Starts all healthy services, one after the other. */
    void start(Function<ActiveService, ActiveContext> contexts) {
        for (String name : host.healthy()) {
            ActiveService service = new ActiveService(name, threads.scheduler("service-" + name));
            Ended ended = within(name, "start", () -> {
                AutoCloseable effect = host.service(name).activate(contexts.apply(service));
                if (!service.keep(effect)) {
                    effect.close();
                }
                return Ended.WELL;
            });
            if (ended == Ended.WELL) {
                running.add(service);
            } else {
                // It may have come back at the very moment of its deadline.
                service.end().ifPresent(effect -> close(name, effect));
            }
        }
    }

    /** What answers calls to a service that are no commands, if its activation does. Any thread. */
    Optional<Attendant> attendant(String name) {
        return running.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .flatMap(ActiveService::attendant);
    }

    /**
     * Stops all that run.
     *
     * @return whether all of them stopped in time; one that failed to stop has stopped
     */
    boolean stop() {
        boolean all = true;
        for (ActiveService service : running) {
            Optional<AutoCloseable> effect = service.end();
            if (effect.isPresent()) {
                all &= close(service.name(), effect.get());
            }
        }
        running.clear();
        return all;
    }

    private boolean close(String name, AutoCloseable effect) {
        return within(name, "stop", () -> {
                    effect.close();
                    return Ended.WELL;
                })
                != Ended.LATE;
    }

    private Ended within(String name, String what, Callable<Ended> task) {
        CompletableFuture<Ended> done = new CompletableFuture<>();
        Thread thread = threads.thread("service-" + what, () -> run(name, what, task, done));
        thread.start();
        try {
            return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            host.quarantine(name, "it failed to " + what + ": " + e.getCause(), e);
            return Ended.FAILED;
        } catch (TimeoutException e) {
            done.completeExceptionally(e);
            thread.interrupt();
            host.quarantine(name, "it did not " + what + " within " + limit.toMillis() + " ms", e);
            return Ended.LATE;
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return Ended.LATE;
        }
    }

    private static void run(String name, String what, Callable<Ended> task, CompletableFuture<Ended> done) {
        try {
            if (!done.complete(task.call())) {
                LOG.warn("service {} did {} after its deadline", name, what);
            }
        } catch (Exception | LinkageError e) {
            if (!done.completeExceptionally(e)) {
                LOG.warn("service {} failed to {}, after its deadline", name, what, e);
            }
        }
    }
}
