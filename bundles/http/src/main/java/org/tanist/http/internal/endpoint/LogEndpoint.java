package org.tanist.http.internal.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Json;
import org.tanist.http.internal.wire.Problem;
import org.tanist.service.Reply;

/**
 * {@code GET /api/v1/applications/{name}/logs}: fetches the log of an instance from the worker that has it, and passes it on as it comes.
 * Any master does; where the instance is, its own state tells.
 */
final class LogEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(LogEndpoint.class);
    private static final int MOST_LINES = 1_000_000;
    private static final int BUFFER = 16 * 1024;

    private final ClusterControl control;
    private final ServiceCalls calls;
    private final HttpThreads threads;

    LogEndpoint(ClusterControl control, HttpThreads threads) {
        this.control = control;
        this.calls = new ServiceCalls(control);
        this.threads = threads;
    }

    List<Operation> operations() {
        return List.of(Operation.stream("/api/v1/applications/{name}/logs", this::log));
    }

    /** Where an instance runs or ran, as the service says. */
    record Place(String worker, String address) {}

    private void log(Exchange exchange) {
        int instance = number(exchange, "instance", "0", 999);
        int tail = number(exchange, "tail", "200", MOST_LINES);
        // The name is a plain one if the service knows it, and nothing is asked for before that is known.
        String target = "/logs/" + exchange.argument() + "/" + instance + "?tail=" + tail
                + (exchange.flag("follow") ? "&follow=true" : "");
        calls.askHere("applications/" + exchange.argument() + "/place/" + instance)
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        exchange.fail(failure);
                    } else {
                        fetch(exchange, reply, target);
                    }
                });
    }

    private void fetch(Exchange exchange, Reply reply, String target) {
        if (!reply.succeeded()) {
            exchange.finish(calls.answer(reply));
            return;
        }
        Place place = Json.read(reply.body(), Place.class);
        try {
            threads.logs().execute(() -> pass(exchange, place, target));
        } catch (RejectedExecutionException e) {
            exchange.fail(new TanistException(
                    ErrorCode.OVERLOADED, "too many logs are read through this master: close one, or try another", e));
        }
    }

    private void pass(Exchange exchange, Place place, String target) {
        try (WorkerLog log = WorkerLog.open(Endpoint.parse(place.address(), 0), target)) {
            if (log.status() != 200) {
                exchange.finish(refused(place, log));
                return;
            }
            if (!exchange.claim()) {
                return;
            }
            exchange.writeHead(Answer.bytes(200, Answer.TEXT, new byte[0])
                    .with("Cache-Control", "no-store")
                    .with("Tanist-Worker", place.worker()));
            copy(log, exchange);
        } catch (IOException | IllegalArgumentException e) {
            exchange.fail(new TanistException(
                    ErrorCode.UNAVAILABLE,
                    "worker " + place.worker() + " at " + place.address() + " does not give the log: " + e.getMessage()
                            + "; try again when it is back",
                    e));
        }
    }

    private Answer refused(Place place, WorkerLog log) throws IOException {
        String said = log.text();
        return Problem.of(
                log.status() == 404 ? ErrorCode.NOT_FOUND : ErrorCode.INTERNAL,
                "worker " + place.worker() + " has no such log" + (said.isEmpty() ? "" : ": " + said),
                control);
    }

    private static void copy(WorkerLog log, Exchange exchange) {
        byte[] buffer = new byte[BUFFER];
        try {
            OutputStream out = exchange.response().getOutputStream();
            out.flush();
            for (int count = log.read(buffer); count >= 0; count = log.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("a log ended early: its reader or its worker has gone", e);
        } finally {
            exchange.ended(200);
        }
    }

    private static int number(Exchange exchange, String name, String fallback, int most) {
        String text = exchange.parameter(name, fallback);
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > most) {
            throw new TanistException(
                    ErrorCode.INVALID, "parameter '" + name + "' is '" + text + "': use a number from 0 to " + most);
        }
        return Integer.parseInt(text);
    }
}
