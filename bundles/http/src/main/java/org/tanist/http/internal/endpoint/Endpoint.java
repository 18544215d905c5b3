package org.tanist.http.internal.endpoint;

import java.time.Duration;
import org.tanist.http.internal.forward.LocalWork;
import org.tanist.http.internal.metrics.Meter;
import org.tanist.http.internal.wire.Exchange;

/**
 * One method of one path.
 *
 * @param method HTTP method
 * @param template path with {@code {parameters}}; a last one in which slashes may occur is written {@code {name…}}
 * @param action what it does
 * @param mostBody how many bytes the body may have
 * @param meter counts its answers
 */
public record Endpoint(String method, String template, Action action, int mostBody, Meter meter) {
    private static final int MOST_JSON = 64 * 1024;

    /** What an endpoint does with a request. */
    public sealed interface Action {}

    /** Answered by every master from what it knows. */
    public record Local(LocalWork work) implements Action {}

    /**
     * Answered by the active, or here when the caller asks for a stale answer.
     *
     * @param withoutActive whether to answer here when nobody is active
     */
    public record Read(LocalWork work, boolean withoutActive) implements Action {}

    /**
     * Carried out by the active.
     *
     * @param repeatable whether it has an id, so that a second arrival has no second effect
     * @param withoutActive whether this master may carry it out when nobody is active
     * @param patience how long it may take once somebody works on it; zero for no longer than the wait for an active
     */
    public record Command(LocalWork work, boolean repeatable, boolean withoutActive, Duration patience)
            implements Action {}

    /** Takes the exchange over and writes the answer bit by bit. */
    @FunctionalInterface
    public interface Stream {
        /** Claims the exchange and answers it. */
        void take(Exchange exchange);
    }

    /** Answered by every master, bit by bit. */
    public record Streaming(Stream stream) implements Action {}

    static Endpoint local(String method, String template, LocalWork work) {
        return new Endpoint(method, template, new Local(work), MOST_JSON, new Meter(method, template));
    }

    static Endpoint read(String template, LocalWork work, boolean withoutActive) {
        return new Endpoint("GET", template, new Read(work, withoutActive), 0, new Meter("GET", template));
    }

    static Endpoint order(String method, String template, LocalWork work, boolean withoutActive) {
        Command command = new Command(work, false, withoutActive, Duration.ofSeconds(60));
        return new Endpoint(method, template, command, MOST_JSON, new Meter(method, template));
    }

    static Endpoint command(String method, String template, LocalWork work, int mostBody) {
        Command command = new Command(work, true, false, Duration.ZERO);
        return new Endpoint(method, template, command, mostBody, new Meter(method, template));
    }

    static Endpoint stream(String template, Stream stream) {
        return new Endpoint("GET", template, new Streaming(stream), 0, new Meter("GET", template));
    }
}
