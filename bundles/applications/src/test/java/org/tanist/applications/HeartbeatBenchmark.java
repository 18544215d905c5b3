package org.tanist.applications;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.service.ActiveContext;
import org.tanist.service.Attendant;
import org.tanist.service.Command;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * What the heartbeats of 1,000 workers with 1,000 applications cost the service, without HTTP: run {@link #main}. Each heartbeat has the
 * whole report of its worker and is answered at once, because it says that it has seen nothing; so this is the dear kind.
 */
public final class HeartbeatBenchmark {
    private static final int WORKERS = 1_000;
    private static final int ROUNDS = 200;

    private final Applications service = new Applications(() -> Duration.ofSeconds(10));
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long index;

    private HeartbeatBenchmark() {}

    /** Prints the figures. */
    public static void main(String[] args) throws Exception {
        new HeartbeatBenchmark().run();
    }

    private Reply apply(String id, Request request) {
        return service.apply(new Command(new Position(new Term(1), ++index), id, 0, request));
    }

    private void run() throws Exception {
        apply(
                "jar",
                new Request(
                        "PUT", "internal/jars/" + Bodies.JAR, java.util.Map.of(), utf8("{\"name\":\"a\",\"size\":1}")));
        List<Request> heartbeats = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            String name = "w" + i;
            apply(name, Request.of("POST", "internal/register", utf8(Bodies.profile(name, 4))));
            apply("a" + i, Request.of("POST", "applications", utf8(Bodies.spec("app" + i, 1, "always"))));
            String run = "\"application\":\"app" + i + "\",\"instance\":0,\"incarnation\":";
            apply("p" + i, Request.of("POST", "internal/place", utf8("{" + run + "0,\"worker\":\"" + name + "\"}")));
            run += index + ",\"state\":\"running\",\"pid\":" + i;
            apply(
                    "r" + i,
                    Request.of(
                            "POST", "internal/report", utf8("{\"worker\":\"" + name + "\",\"runs\":[{" + run + "}]}")));
            heartbeats.add(Request.of(
                    "POST",
                    "workers/" + name + "/heartbeat",
                    utf8("{\"id\":\"" + Bodies.id(name) + "\",\"session\":\"" + Bodies.id(name + "/session")
                            + "\",\"seen\":0,\"instances\":[{" + run + "}]}")));
        }
        long before = index;
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        long began = System.nanoTime();
        try (AutoCloseable active = service.activate(new Context(executor))) {
            Attendant attendant = (Attendant) active;
            round(attendant, heartbeats);
            System.out.printf(
                    "re-adopted %d instances in %d ms, %d journal entries%n",
                    WORKERS, (System.nanoTime() - began) / 1_000_000, index - before);
            for (int i = 0; i < ROUNDS / 4; i++) {
                round(attendant, heartbeats);
            }
            long cpu = system.getProcessCpuTime();
            for (int i = 0; i < ROUNDS; i++) {
                round(attendant, heartbeats);
            }
            double each = (system.getProcessCpuTime() - cpu) / 1_000.0 / ROUNDS / WORKERS;
            System.out.printf(
                    "%.1f us of CPU each, all threads; 600 a second (1,000 workers) take %.2f %% of a core%n",
                    each, each * 600 / 10_000);
            System.out.printf("%d journal entries%n", index - before);
        }
        executor.shutdownNow();
    }

    private static void round(Attendant attendant, List<Request> heartbeats) {
        for (Request heartbeat : heartbeats) {
            Reply reply = attendant.attend(heartbeat).toCompletableFuture().join();
            if (!reply.succeeded()) {
                throw new AssertionError(reply.text());
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private final class Context implements ActiveContext {
        private final ScheduledExecutorService executor;

        Context(ScheduledExecutorService executor) {
            this.executor = executor;
        }

        @Override
        public Term term() {
            return new Term(1);
        }

        @Override
        public Member self() {
            return new Member(new MasterId(new UUID(0, 1)), "m", new Endpoint("m", 3000));
        }

        @Override
        public boolean serving() {
            return true;
        }

        @Override
        public CompletionStage<Reply> submit(String id, Request request) {
            return CompletableFuture.completedFuture(apply(id, request));
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public ScheduledExecutorService executor() {
            return executor;
        }
    }
}
