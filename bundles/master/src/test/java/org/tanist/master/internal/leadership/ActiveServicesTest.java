package org.tanist.master.internal.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tanist.journal.Snapshot;
import org.tanist.master.internal.platform.Threads;
import org.tanist.master.internal.service.EventLog;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;
import org.tanist.testkit.Eventually;

/** What a service leaves behind on the active: nothing. */
class ActiveServicesTest {
    /** Yet a new thread must get to run within it. */
    private static final Duration SHORT = Duration.ofMillis(1500);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServiceHost host = new ServiceHost(new EventLog(Runnable::run), (position, entry, reply) -> {});
    private final RecordedThreads threads = new RecordedThreads();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void serviceThatFailsToStartLeavesNoThreadBehind() {
        host.bind("bad", starting(context -> {
            beat(context);
            throw new IllegalStateException("boom");
        }));
        ActiveServices services = services(PATIENCE);
        services.start(ActiveServicesTest::context);
        assertThat(quarantine("bad")).contains("failed to start").contains("boom");
        threads.awaitEnd();
        assertThat(services.stop()).isTrue();
    }

    @Test
    void effectThatStartsAfterTheDeadlineIsStoppedAtOnce() {
        CountDownLatch hanging = new CountDownLatch(1);
        host.bind("slow", starting(context -> {
            beat(context);
            awaitStubbornly(hanging);
            return closed::incrementAndGet;
        }));
        ActiveServices services = services(SHORT);
        services.start(ActiveServicesTest::context);
        assertThat(quarantine("slow")).contains("did not start within 1500 ms");
        assertThat(closed).hasValue(0);
        hanging.countDown();
        threads.awaitEnd();
        assertThat(closed).hasValue(1);
        assertThat(services.stop()).isTrue();
        assertThat(closed).hasValue(1);
    }

    @Test
    void runningServiceIsStoppedOnceAndItsContextKnows() {
        List<ActiveService> started = new CopyOnWriteArrayList<>();
        host.bind("good", starting(context -> {
            beat(context);
            return closed::incrementAndGet;
        }));
        ActiveServices services = services(PATIENCE);
        services.start(service -> {
            started.add(service);
            return context(service);
        });
        assertThat(started.get(0).over()).isFalse();
        assertThat(services.stop()).isTrue();
        assertThat(services.stop()).isTrue();
        assertThat(closed).hasValue(1);
        assertThat(started.get(0).over()).isTrue();
        threads.awaitEnd();
    }

    @Test
    void serviceThatDoesNotStopInTimeIsReported() {
        CountDownLatch hanging = new CountDownLatch(1);
        host.bind("stuck", starting(context -> () -> awaitStubbornly(hanging)));
        ActiveServices services = services(SHORT);
        services.start(ActiveServicesTest::context);
        assertThat(services.stop()).isFalse();
        assertThat(quarantine("stuck")).contains("did not stop within 1500 ms");
        hanging.countDown();
        threads.awaitEnd();
    }

    private ActiveServices services(Duration limit) {
        return new ActiveServices(host, threads, limit);
    }

    private String quarantine(String name) {
        return host.states().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .flatMap(ServiceHost.State::quarantine)
                .orElse("none");
    }

    private static void beat(ActiveContext context) {
        context.executor().scheduleWithFixedDelay(() -> {}, 0, 1, TimeUnit.MILLISECONDS);
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // A plugin that does not listen: this is what the deadline is for.
                continue;
            }
        }
    }

    /** Only the executor is asked for here. */
    private static ActiveContext context(ActiveService service) {
        return (ActiveContext) Proxy.newProxyInstance(
                ActiveContext.class.getClassLoader(),
                new Class<?>[] {ActiveContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("executor")) {
                        return service.executor();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static MasterService starting(Function<ActiveContext, AutoCloseable> activation) {
        return new MasterService() {
            @Override
            public Reply apply(Command command) {
                return Reply.ok("");
            }

            @Override
            public Reply query(Request request) {
                return Reply.ok("");
            }

            @Override
            public Snapshot.Source snapshot() {
                return out -> {};
            }

            @Override
            public void restore(InputStream in) {
                // No state.
            }

            @Override
            public AutoCloseable activate(ActiveContext context) {
                return activation.apply(context);
            }
        };
    }

    /** Real threads; it knows which of them still run. */
    private static final class RecordedThreads implements Threads {
        private final List<Thread> made = new CopyOnWriteArrayList<>();

        void awaitEnd() {
            Eventually.eventually(PATIENCE, () -> assertThat(made).isNotEmpty().noneMatch(Thread::isAlive));
        }

        @Override
        public Thread thread(String purpose, Runnable task) {
            Thread thread = new Thread(task, "test-" + purpose);
            thread.setDaemon(true);
            made.add(thread);
            return thread;
        }

        @Override
        public ExecutorService single(String purpose) {
            return Executors.newSingleThreadExecutor(task -> thread(purpose, task));
        }

        @Override
        public ScheduledExecutorService scheduler(String purpose) {
            return Executors.newScheduledThreadPool(1, task -> thread(purpose, task));
        }
    }
}
