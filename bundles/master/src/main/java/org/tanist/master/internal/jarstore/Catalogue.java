package org.tanist.master.internal.jarstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Position;
import org.tanist.cluster.TanistException;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * Which jars there are, as the service {@value #SERVICE} knows. Its own state on this master answers at once; what must be fresh or
 * changes something goes through this master's own HTTP door, which brings it to the active. Thread-safe.
 */
final class Catalogue {
    /** The master service that holds it. */
    static final String SERVICE = "applications";

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ASKED = "/api/v1/services/" + SERVICE + "/";
    private static final String ENTRIES = "/api/v1/jar-entries/";
    private static final long ASK_MILLIS = 3_000;
    private static final long ENTER_MILLIS = 20_000;

    private final ServiceHost host;
    private final PeerCalls calls;
    private final Endpoint self;
    private volatile Known known = new Known(Position.START, Map.of(), 0);

    /** All jars at a position, and the sum of their sizes. */
    private record Known(Position at, Map<JarId, Jar> jars, long bytes) {}

    Catalogue(ServiceHost host, PeerCalls calls, Endpoint self) {
        this.host = host;
        this.calls = calls;
        this.self = self;
    }

    /**
     * Does nothing if the service is here.
     *
     * @throws TanistException saying why there can be no jars without it
     */
    void require() {
        try {
            host.service(SERVICE);
        } catch (TanistException e) {
            throw new TanistException(
                    ErrorCode.REFUSED, "there is no jar store without the catalogue of jars: " + e.getMessage(), e);
        }
    }

    /** Takes note of what there is now; false if the service is not here or does not answer. For the upkeep's thread. */
    boolean look() {
        Position now = host.position();
        if (now.equals(known.at())) {
            return true;
        }
        try {
            Reply reply = host.service(SERVICE).query(Request.of("GET", "jars"));
            if (!reply.succeeded()) {
                throw new IOException(reply.text());
            }
            Map<JarId, Jar> jars = new TreeMap<>();
            for (JsonNode jar : JSON.readTree(reply.body())) {
                Jar one = jar(jar);
                jars.put(one.id(), one);
            }
            known = new Known(
                    now, jars, jars.values().stream().mapToLong(Jar::size).sum());
            return true;
        } catch (TanistException | IOException e) {
            LOG.debug("the catalogue of jars cannot be read", e);
            return false;
        }
    }

    /** All jars as of the last look. Wait-free. */
    Map<JarId, Jar> all() {
        return known.jars();
    }

    /** The journal entry up to which the last look saw everything. */
    Position at() {
        return known.at();
    }

    /** Bytes of all jars as of the last look. */
    long bytes() {
        return known.bytes();
    }

    /**
     * A jar in this master's own state.
     *
     * @throws TanistException if the service is not here
     */
    Optional<Jar> find(JarId id) {
        Reply reply = host.service(SERVICE).query(Request.of("GET", "jars/" + id));
        if (reply.status() == Reply.Status.NOT_FOUND) {
            return Optional.empty();
        }
        if (!reply.succeeded()) {
            throw new TanistException(ErrorCode.INTERNAL, "the catalogue of jars fails: " + reply.text());
        }
        try {
            return Optional.of(jar(JSON.readTree(reply.body())));
        } catch (IOException e) {
            throw new TanistException(ErrorCode.INTERNAL, "the catalogue of jars is unreadable: " + e.getMessage(), e);
        }
    }

    /**
     * Where the jars are, in this master's own state.
     *
     * @throws TanistException if the service is not here
     */
    Place place() {
        Reply reply = host.service(SERVICE).query(Request.of("GET", "jar-place"));
        return Place.of(json(reply));
    }

    /** All migrations, newest first, in this master's own state. */
    JsonNode migrations() {
        return json(host.service(SERVICE).query(Request.of("GET", "jar-place"))).path("migrations");
    }

    private static JsonNode json(Reply reply) {
        try {
            if (!reply.succeeded()) {
                throw new IOException(reply.text());
            }
            return JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new TanistException(ErrorCode.INTERNAL, "the catalogue of jars is unreadable: " + e.getMessage(), e);
        }
    }

    /**
     * Where the jars are as the active knows it.
     *
     * @throws TanistException if no active answers
     */
    Place freshPlace() {
        PeerCalls.Answered answer =
                await(calls.send(self, new PeerCalls.Order("GET", ASKED + "jar-place", "", Map.of())), ASK_MILLIS);
        if (answer.status() != 200) {
            throw new TanistException(ErrorCode.NO_ACTIVE, answer.detail());
        }
        return Place.of(answer.json());
    }

    /** A jar as the active knows it; as this master does, if there is no active within a few seconds. */
    Optional<Jar> fresh(JarId id) {
        PeerCalls.Answered answer;
        try {
            answer =
                    await(calls.send(self, new PeerCalls.Order("GET", ASKED + "jars/" + id, "", Map.of())), ASK_MILLIS);
        } catch (TanistException e) {
            LOG.debug("no fresh view of jar {}", id, e);
            return find(id);
        }
        return switch (answer.status()) {
            case 200 -> Optional.of(jar(answer.json()));
            case 404 -> Optional.empty();
            default -> find(id);
        };
    }

    /**
     * Enters a jar that is on enough disks.
     *
     * @param order id of this command, the same over all attempts
     * @param place number of the root that it is on
     * @return what is in the catalogue now, and whether it is new
     * @throws TanistException {@code PRECONDITION_FAILED} if the jars have moved in the meantime
     */
    Entered enter(String order, Jar jar, long place) {
        Map<String, Object> body = Map.of("name", jar.name(), "size", jar.size(), "place", place);
        PeerCalls.Answered answer =
                await(calls.send(self, new PeerCalls.Order("PUT", ENTRIES + jar.id(), order, body)), ENTER_MILLIS);
        if (answer.status() == 200 || answer.status() == 201) {
            return new Entered(jar(answer.json()), answer.status() == 201);
        }
        ErrorCode code = code(answer);
        throw new TanistException(
                code,
                code == ErrorCode.TOO_FEW_COPIES
                        ? "jar " + jar.id() + " was not published: " + answer.detail()
                        : "jar " + jar.id() + " is on enough disks, but could not be published: " + answer.detail()
                                + ": send it again");
    }

    /** A jar of the catalogue, and whether it has just been entered. */
    record Entered(Jar jar, boolean created) {}

    private static ErrorCode code(PeerCalls.Answered answer) {
        return switch (answer.status()) {
            case 400 -> ErrorCode.INVALID;
            case 404 -> ErrorCode.NOT_FOUND;
            case 409 -> ErrorCode.CONFLICT;
            case 412 -> ErrorCode.PRECONDITION_FAILED;
            case 503 ->
                answer.json().path("code").asText().equals(ErrorCode.TOO_FEW_COPIES.wire())
                        ? ErrorCode.TOO_FEW_COPIES
                        : ErrorCode.NO_ACTIVE;
            default -> ErrorCode.NO_ACTIVE;
        };
    }

    private static PeerCalls.Answered await(CompletableFuture<PeerCalls.Answered> call, long millis) {
        try {
            return call.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new TanistException(
                    ErrorCode.NO_ACTIVE, "this master's own door does not answer: " + e.getCause(), e);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new TanistException(ErrorCode.NO_ACTIVE, "no answer within " + millis + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TanistException(ErrorCode.NO_ACTIVE, "this master is stopping", e);
        }
    }

    private static Jar jar(JsonNode json) {
        return new Jar(
                JarId.parse(json.path("id").asText()),
                json.path("name").asText(),
                json.path("size").asLong());
    }
}
