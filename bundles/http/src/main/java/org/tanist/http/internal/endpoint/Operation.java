package org.tanist.http.internal.endpoint;

import java.time.Duration;
import org.tanist.http.internal.forward.LocalWork;
import org.tanist.http.internal.metrics.Meter;

/**
 * One method of one path.
 *
 * @param method HTTP method
 * @param template path with {@code {parameters}}; a last one in which slashes may occur is written {@code {name…}}
 * @param action what it does
 * @param mostBody how many bytes the body may have; {@link #CONFIGURED} for the configured size
 * @param meter counts its answers
 */
public record Operation(String method, String template, Action action, int mostBody, Meter meter) {
    /** Stands for the size in the configuration. */
    public static final int CONFIGURED = -1;

    private static final int MOST_JSON = 64 * 1024;
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    static Operation local(String method, String template, LocalWork work) {
        return new Operation(method, template, new Action.Local(work), MOST_JSON, new Meter(method, template));
    }

    static Operation read(String template, LocalWork work, boolean withoutActive) {
        return new Operation("GET", template, new Action.Read(work, withoutActive), 0, new Meter("GET", template));
    }

    static Operation order(String method, String template, LocalWork work, boolean withoutActive) {
        Action.Command command = new Action.Command(work, false, withoutActive, Duration.ofSeconds(60));
        return new Operation(method, template, command, MOST_JSON, new Meter(method, template));
    }

    static Operation command(String method, String template, LocalWork work, int mostBody) {
        Action.Command command = new Action.Command(work, true, false, Duration.ZERO);
        return new Operation(method, template, command, mostBody, new Meter(method, template));
    }

    /** A command that the active works on for a while before it commits it, such as by asking other masters. */
    static Operation patient(String method, String template, LocalWork work) {
        Action.Command command = new Action.Command(work, true, false, Duration.ofSeconds(60));
        return new Operation(method, template, command, MOST_JSON, new Meter(method, template));
    }

    /** Its body goes, however large it is, to who takes the exchange; see {@link Action.Streaming}. */
    static Operation upload(String method, String template, Action.Stream stream) {
        return new Operation(method, template, new Action.Streaming(stream), 0, new Meter(method, template));
    }

    /** A call that is no command and has no second effect when it is repeated; its answer may be held for a while. */
    static Operation attended(String template, LocalWork work, int mostBody) {
        Action.Command command = new Action.Command(work, true, false, LONGEST_HOLD);
        return new Operation("POST", template, command, mostBody, new Meter("POST", template));
    }

    static Operation stream(String template, Action.Stream stream) {
        return new Operation("GET", template, new Action.Streaming(stream), 0, new Meter("GET", template));
    }
}
