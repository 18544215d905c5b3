package org.tanist.applications;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.tanist.service.MasterService;
import org.tanist.service.Request;
import org.tanist.testkit.contract.MasterServiceContract;

/** Commands of users and of the active, sensible and not, in any order. */
final class ApplicationsContractTest extends MasterServiceContract {
    private static final String[] WORKERS = {"w1", "w2", "w3"};
    private static final String[] NAMES = {"web", "batch", "x"};

    @Override
    protected MasterService create() {
        return new Applications(() -> Duration.ofSeconds(10));
    }

    @Override
    protected Request command(Random random) {
        String name = NAMES[random.nextInt(NAMES.length)];
        String worker = WORKERS[random.nextInt(WORKERS.length)];
        return switch (random.nextInt(14)) {
            case 0 ->
                new Request(
                        "PUT", "internal/jars/" + Bodies.JAR, java.util.Map.of(), utf8("{\"name\":\"a\",\"size\":1}"));
            case 1, 2 -> post("applications", Bodies.spec(name, 1 + random.nextInt(3), policy(random)));
            case 3 -> post("applications/" + name + "/stop", "");
            case 4 -> post("applications/" + name + "/restart", "");
            case 5 -> Request.of("DELETE", "applications/" + name);
            case 6, 7 -> post("internal/register", Bodies.profile(worker, 2 + random.nextInt(3)));
            case 8 ->
                post("internal/lost", "{\"worker\":\"" + worker + "\",\"registered\":" + random.nextInt(200) + "}");
            case 9, 10 -> post("internal/place", run(random, name).replace("}", ",\"worker\":\"" + worker + "\"}"));
            case 11 -> post("internal/evict", run(random, name));
            case 12 ->
                post(
                        "internal/report",
                        "{\"worker\":\"" + worker + "\",\"runs\":["
                                + run(random, name).replace("}", ",\"state\":\"" + state(random) + "\",\"exitCode\":1}")
                                + "]}");
            default ->
                random.nextBoolean()
                        ? post("workers/" + worker + "/drain", "")
                        : Request.of("DELETE", "workers/" + worker + "/drain");
        };
    }

    @Override
    protected List<Request> queries() {
        return List.of(
                Request.of("GET", "applications"),
                Request.of("GET", "applications/web/history"),
                Request.of("GET", "applications/web/place/0"),
                Request.of("GET", "workers"),
                Request.of("GET", "jars"),
                Request.of("GET", "counts"));
    }

    /** Index 0 is right for an instance that was never placed; others hit now and then. */
    private static String run(Random random, String name) {
        return "{\"application\":\"" + name + "\",\"instance\":" + random.nextInt(3) + ",\"incarnation\":"
                + (random.nextBoolean() ? 0 : random.nextInt(200)) + "}";
    }

    private static String state(Random random) {
        return List.of("running", "exited", "refused", "gone", "odd").get(random.nextInt(5));
    }

    private static String policy(Random random) {
        return List.of("always", "on-failure", "never").get(random.nextInt(3));
    }

    private static Request post(String path, String body) {
        return Request.of("POST", path, utf8(body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
