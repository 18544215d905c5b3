package org.tanist.applications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** The service, fed with one command after the other. */
final class Fed {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final MasterService service = new Applications(() -> Duration.ofSeconds(10));
    private long index;

    /** With a jar and this many workers of four slots. */
    static Fed withWorkers(int count) {
        Fed fed = new Fed();
        fed.give("PUT", "internal/jars/" + Bodies.JAR, "{\"name\":\"a.jar\",\"size\":1}");
        for (int i = 1; i <= count; i++) {
            fed.give("POST", "internal/register", Bodies.profile("w" + i, 4));
        }
        return fed;
    }

    Reply give(String method, String path, String body) {
        Request request = new Request(method, path, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        return service.apply(new Command(new Position(new Term(1), ++index), "c" + index, index, request));
    }

    /** Index of the last command: the incarnation, if it placed something. */
    long index() {
        return index;
    }

    long place(String name, int instance, String worker) {
        long last =
                application(name).at("/instances/" + instance + "/incarnation").asLong();
        Reply reply = give(
                "POST",
                "internal/place",
                "{\"application\":\"" + name + "\",\"instance\":" + instance + ",\"incarnation\":" + last
                        + ",\"worker\":\"" + worker + "\"}");
        if (!reply.succeeded()) {
            throw new AssertionError(reply.text());
        }
        return index;
    }

    Reply report(String worker, String name, int instance, String rest) {
        long incarnation =
                application(name).at("/instances/" + instance + "/incarnation").asLong();
        return give(
                "POST",
                "internal/report",
                "{\"worker\":\"" + worker + "\",\"runs\":[{\"application\":\"" + name + "\",\"instance\":" + instance
                        + ",\"incarnation\":" + incarnation + "," + rest + "}]}");
    }

    JsonNode application(String name) {
        return ask("applications/" + name);
    }

    JsonNode ask(String path) {
        Reply reply = service.query(Request.of("GET", path));
        if (!reply.succeeded()) {
            throw new AssertionError(reply.text());
        }
        try {
            return MAPPER.readTree(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean knows(String name) {
        return service.query(Request.of("GET", "applications/" + name)).succeeded();
    }
}
