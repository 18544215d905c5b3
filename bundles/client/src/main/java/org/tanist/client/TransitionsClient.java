package org.tanist.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NoActiveException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.Problem;
import org.tanist.client.error.UnknownOutcomeException;
import org.tanist.client.follow.Call;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Transition;
import org.tanist.client.wire.TransitionOrder;

/** Changes of the active, planned and unplanned. */
public final class TransitionsClient {

    private static final String ROOT = "/api/v1/transitions";
    private static final Duration POLL = Duration.ofMillis(25);

    private final TanistClient client;

    TransitionsClient(TanistClient client) {
        this.client = client;
    }

    /** All that are kept, newest first. */
    public List<Transition> list() {
        return client.read(ROOT).list(Transition::of);
    }

    /** One by id, if it is known to the answering master. */
    public Optional<Transition> show(String id) {
        try {
            return Optional.of(Transition.of(client.read(ROOT + "/" + HttpRequest.encode(id, false))));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Only runs the checks; the state of the result is {@code checked} or {@code refused}. */
    public Transition check(TransitionOrder order) {
        return transition(client.send(Call.order("POST", ROOT + "?dryRun=true", order.json())
                .idempotent()
                .patient(client.options().timeout())));
    }

    /**
     * Orders a change and returns when it is under way or refused (then its checks say why). It is not repeated when the
     * connection breaks after it was sent.
     *
     * @throws UnknownOutcomeException if it broke; {@link #list} tells whether it is under way
     */
    public Transition start(TransitionOrder order) {
        return transition(client.send(
                Call.order("POST", ROOT, order.json()).patient(client.options().timeout())));
    }

    /**
     * Waits until a change is over, asking any master; gives its last known state when the limit is over.
     *
     * @param started as returned by {@link #start}
     */
    public Transition await(Transition started, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Transition last = started;
        while (last.running() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return last;
            }
            last = poll(started.id()).orElse(last);
        }
        return last;
    }

    private Optional<Transition> poll(String id) {
        try {
            return show(id);
        } catch (NoActiveException e) {
            // In the middle of a change that is one of the possible answers; the deadline of the caller ends it.
            return Optional.empty();
        }
    }

    /** A refusal is a transition, too, however the master wraps it. */
    private static Transition transition(HttpAnswer answer) {
        Json json;
        try {
            json = Json.parse(answer.body());
        } catch (IOException e) {
            throw ClientException.of(Problem.of(answer.status(), answer.body()));
        }
        if (json.has("state")) {
            return Transition.of(json);
        }
        if (json.member("transition").has("state")) {
            return Transition.of(json.member("transition"));
        }
        throw ClientException.of(Problem.of(answer.status(), answer.body()));
    }
}
