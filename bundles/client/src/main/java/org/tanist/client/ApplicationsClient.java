package org.tanist.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.Problem;
import org.tanist.client.error.RefusedException;
import org.tanist.client.follow.Call;
import org.tanist.client.follow.Streams;
import org.tanist.client.http.Connection;
import org.tanist.client.http.ExchangeException;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Application;
import org.tanist.client.wire.ApplicationSpec;

/**
 * Applications: what runs on the workers.
 *
 * <p>Orders return when they are in the journal of a majority; what they set off (starting, stopping) goes on after that, whatever
 * happens to the master that took them.
 */
public final class ApplicationsClient {

    private static final String ROOT = "/api/v1/applications";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    /** A worker says nothing while an instance logs nothing. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(11);

    private static final int LARGEST_PROBLEM = 64 * 1024;

    private final TanistClient client;
    private final Streams streams;

    ApplicationsClient(TanistClient client, Streams streams) {
        this.client = client;
        this.streams = streams;
    }

    /**
     * Submits an application; the same spec again changes nothing.
     *
     * @throws RefusedException if the name is taken by another spec
     */
    public Application submit(ApplicationSpec spec) {
        return one(client.expect(Call.command("POST", ROOT, JSON, spec.json().bytes())));
    }

    /**
     * Submits an application under a key of the caller's: however often it is sent, also by another process, it is taken once.
     *
     * @param key 1 to 200 visible ASCII characters
     */
    public Application submit(ApplicationSpec spec, String key) {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key);
        return one(client.expect(Call.command("POST", ROOT, headers, spec.json().bytes())));
    }

    /** All applications, by name. */
    public List<Application> list(boolean stale) {
        return client.read(stale ? ROOT + "?stale=true" : ROOT).list(Application::of);
    }

    /**
     * The application of this name.
     *
     * @throws NotFoundException if there is none
     */
    public Application show(String name, boolean stale) {
        return Application.of(client.read(target(name) + (stale ? "?stale=true" : "")));
    }

    /** Stops all instances; they stay stopped until {@link #restart}. Returns before they are gone. */
    public Application stop(String name) {
        return one(client.expect(Call.command("POST", target(name) + "/stop", Map.of(), null)));
    }

    /** Stops what runs and starts all instances anew, also those that had ended; ends a quarantine. */
    public Application restart(String name) {
        return one(client.expect(Call.command("POST", target(name) + "/restart", Map.of(), null)));
    }

    /** Stops all instances and forgets the application when they are gone; its name is taken until then. */
    public void delete(String name) {
        client.expect(Call.command("DELETE", target(name), Map.of(), null));
    }

    /** What happened to an application, oldest first: {@code {position, at, event, detail}}; the last 64 are kept. */
    public Json history(String name, boolean stale) {
        return client.read(target(name) + "/history" + (stale ? "?stale=true" : ""));
    }

    /**
     * Which log.
     *
     * @param application name
     * @param instance number
     * @param tail how many of the last lines to begin with
     * @param follow whether to go on with what comes
     */
    public record LogQuery(String application, int instance, int tail, boolean follow) {}

    /**
     * Opens the log of an instance, through any master. One that has just started, or is a moment behind, may not know the application or
     * its worker yet: no refusal is believed before all masters have refused.
     *
     * @throws IOException if no master can be reached, or it broke off
     */
    public LogStream logs(LogQuery query) throws IOException {
        List<ClientException> refusals = new ArrayList<>();
        try {
            return streams.first(connection -> logs(connection, query, refusals));
        } catch (ExchangeException e) {
            if (refusals.isEmpty()) {
                throw e;
            }
            throw refusals.stream()
                    .filter(NotFoundException.class::isInstance)
                    .findFirst()
                    .orElse(refusals.get(0));
        }
    }

    private static Optional<LogStream> logs(Connection connection, LogQuery query, List<ClientException> refusals)
            throws ExchangeException {
        String target = target(query.application()) + "/logs?instance=" + query.instance() + "&tail=" + query.tail()
                + (query.follow() ? "&follow=true" : "");
        try {
            Connection.Head head = connection.begin(new HttpRequest("GET", target, Map.of()), LONGEST_SILENCE);
            if (head.status() == 200) {
                return Optional.of(new LogStream(connection, head.body()));
            }
            byte[] body = head.body().readNBytes(LARGEST_PROBLEM);
            refusals.add(ClientException.of(Problem.of(head.status(), body)));
        } catch (ExchangeException e) {
            connection.close();
            throw e;
        } catch (IOException e) {
            connection.close();
            throw new ExchangeException(ExchangeException.Stage.ANSWERING, "the master broke off", e);
        }
        connection.close();
        return Optional.empty();
    }

    /** The log of an instance as far as there is any, as text; for short ones. */
    public String log(String application, int instance, int tail) throws IOException {
        try (LogStream log = logs(new LogQuery(application, instance, tail, false))) {
            return new String(log.in().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Application one(HttpAnswer answer) {
        return Application.of(TanistClient.json(answer));
    }

    private static String target(String name) {
        return ROOT + "/" + HttpRequest.encode(name, false);
    }
}
