package org.tanist.http.internal.wire;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.control.Stamp;
import org.tanist.http.internal.metrics.Meter;
import org.tanist.http.internal.runtime.HttpThreads;

/**
 * A request and the one answer to it. Made on a container thread; {@link #defer} lets that thread go; any thread may finish it, the
 * first one wins. After that nothing may touch the request, so all that a later thread needs is copied out before.
 */
public final class Exchange {
    /** Marks a request that another master sent on; the value is that master's name. */
    public static final String FORWARDED_BY = "Tanist-Forwarded-By";
    /** How many milliseconds a forwarding master still waits. */
    public static final String WAIT_MS = "Tanist-Wait-Ms";
    /** The id of a command. */
    public static final String ID = "Idempotency-Key";

    /** Stands for the forwarding master in requests that only warm this one up; they are not counted. */
    public static final String WARM_UP = "warm-up";

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int SHORT_BODY = 4096;
    private static final byte[] NOTHING = {};

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ClusterControl control;
    private final String method;
    private final String path;
    private final @Nullable String rawQuery;
    private final @Nullable String forwardedBy;
    private final List<Header> kept;
    private final long startedNanos;
    private final AtomicBoolean finished = new AtomicBoolean();
    private Meter meter;
    private Map<String, String> query = Map.of();
    private byte[] body = NOTHING;
    private @Nullable AsyncContext async;
    private @Nullable Executor writer;
    private String argument = "";
    private String id = "";
    private volatile long deadlineNanos;
    private volatile boolean pending;
    private volatile boolean unsure;

    /** For a request that has just come. */
    public Exchange(HttpServletRequest request, HttpServletResponse response, ClusterControl control, Meter meter) {
        this.request = request;
        this.response = response;
        this.control = control;
        this.meter = meter;
        this.method = request.getMethod();
        this.path = request.getRequestURI();
        this.rawQuery = request.getQueryString();
        this.forwardedBy = request.getHeader(FORWARDED_BY);
        this.startedNanos = HttpThreads.nanos();
        this.kept = KeptHeaders.of(request);
    }

    /** Says which endpoint it is for. */
    public void matched(Meter ofEndpoint, String decodedArgument) {
        meter = ofEndpoint;
        argument = decodedArgument;
        query = Percent.parseQuery(rawQuery);
    }

    /** Lets the container's thread go at the end of its call; long bodies are later written by {@code longWriter}. */
    public void defer(Executor longWriter) {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        async = context;
        writer = longWriter;
    }

    /** Whether the container's thread may go. */
    public boolean isDeferred() {
        return async != null;
    }

    /** Keeps the body. */
    public void body(byte[] bytes) {
        body = bytes;
    }

    /** Keeps the command's id. */
    public void id(String commandId) {
        id = commandId;
    }

    /** Ends the wait for an active at this time of the monotonic clock. */
    public void deadline(long nanos) {
        deadlineNanos = nanos;
    }

    /** Waits longer, because somebody works on it. */
    public void extend(long nanos) {
        deadlineNanos = Math.max(deadlineNanos, HttpThreads.nanos() + nanos);
    }

    /** Somebody has got it and may be carrying it out. */
    public void attempted() {
        pending = true;
    }

    /** The attempt has ended, and certainly without an effect. */
    public void attemptFailed() {
        pending = false;
    }

    /** The attempt has ended without saying whether it took effect. */
    public void unsure() {
        pending = false;
        unsure = true;
    }

    /** Whether it may have taken effect, or still may. */
    public boolean mayHaveTakenEffect() {
        return pending || unsure;
    }

    /** Whether it has been answered. */
    public boolean isFinished() {
        return finished.get();
    }

    /** Claims the answer for a stream that writes by itself; false if it has been answered. */
    public boolean claim() {
        return finished.compareAndSet(false, true);
    }

    /** Answers, unless somebody has. */
    public void finish(Answer answer) {
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        Executor later = writer;
        if (later != null && answer.body().length > SHORT_BODY) {
            later.execute(() -> send(answer));
        } else {
            send(answer);
        }
    }

    /**
     * Answers while the body is still coming, and says that the connection ends after it; without effect if somebody has answered.
     *
     * @return lets the container end it; to be called once
     */
    Runnable answerEarly(Answer answer) {
        if (!claim()) {
            return () -> {};
        }
        try {
            write(answer.with("Connection", "close"));
            response.flushBuffer();
        } catch (IOException e) {
            LOG.debug("the caller of {} {} has gone", method, path, e);
        }
        return () -> ended(answer.status());
    }

    /** Answers with the problem that a failure means. */
    public void fail(Throwable failure) {
        Answer answer = problem(failure);
        // The rest of a body stays unread, so the connection ends here; a client must not take it for a kept one.
        finish(leavesBody() ? answer.with("Connection", "close") : answer);
    }

    /** The problem that a failure means. */
    public Answer problem(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TanistException known) {
            Answer answer = Problem.of(known.code(), String.valueOf(known.getMessage()), control);
            return known.code().httpStatus() == 503 && !id.isEmpty() ? answer.with(ID, id) : answer;
        }
        LOG.error("{} {} failed by a defect", method, path, cause);
        return Problem.of(
                ErrorCode.INTERNAL, "an unexpected failure inside this master: its log has the details", control);
    }

    /** Whether it is unanswered and its body has not been read to the end. */
    boolean leavesBody() {
        if (finished.get()) {
            // The container may use what belongs to this request for the next one.
            return false;
        }
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (request.getHeader("Expect") != null) {
            // To look at the body would be to consent to it.
            return true;
        }
        try {
            return body && !request.getInputStream().isFinished();
        } catch (IOException e) {
            LOG.debug("the body of {} {} cannot be read", method, path, e);
            return true;
        }
    }

    private void send(Answer answer) {
        try {
            write(answer);
        } catch (IOException e) {
            LOG.debug("the caller of {} {} has gone", method, path, e);
        } finally {
            ended(answer.status());
        }
    }

    private void write(Answer answer) throws IOException {
        writeHead(answer);
        if (answer.body().length > 0) {
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }

    /** Writes status and headers of an answer, for those who stream the body. */
    public void writeHead(Answer answer) {
        response.setStatus(answer.status());
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        if (!answer.relayed()) {
            stamp(control.stamp());
        }
        for (Header header : answer.headers()) {
            response.setHeader(header.name(), header.value());
        }
    }

    /** Counts the answer and lets the container end it. */
    public void ended(int status) {
        if (!WARM_UP.equals(forwardedBy)) {
            meter.count(status, HttpThreads.nanos() - startedNanos);
        }
        AsyncContext context = async;
        if (context != null) {
            context.complete();
        }
    }

    /** Ends a claimed answer in a way that its receiver cannot take for a whole one: the connection breaks. */
    public void breakOff() {
        if (!response.isCommitted()) {
            response.reset();
            send(Problem.of(
                    ErrorCode.TOO_FEW_COPIES,
                    "the bytes could not be read; they may be repaired: send the request again",
                    control));
            return;
        }
        ended(500);
    }

    private void stamp(Stamp stamp) {
        response.setHeader("Tanist-Master", stamp.master());
        response.setHeader("Tanist-Role", stamp.role().wire());
        response.setHeader("Tanist-Term", Long.toString(stamp.term()));
        response.setHeader("Tanist-Position", Long.toString(stamp.position()));
        response.setHeader("Tanist-Age-Ms", Long.toString(stamp.ageMs()));
    }

    /** The request; only on the container's thread, or before the end of a stream. */
    public HttpServletRequest request() {
        return request;
    }

    /** The response; only for a stream that was claimed. */
    public HttpServletResponse response() {
        return response;
    }

    /** The method as sent. */
    public String method() {
        return method;
    }

    /** The path as sent, not decoded. */
    public String path() {
        return path;
    }

    /** The query as sent. */
    public @Nullable String rawQuery() {
        return rawQuery;
    }

    /** A parameter of the query, or the fallback. */
    public String parameter(String name, String fallback) {
        return query.getOrDefault(name, fallback);
    }

    /** All parameters of the query. */
    public Map<String, String> parameters() {
        return query;
    }

    /** Whether a parameter is there and is not {@code false}. */
    public boolean flag(String name) {
        String value = query.get(name);
        return value != null && !value.equals("false");
    }

    /** The part of the path below the endpoint, decoded. */
    public String argument() {
        return argument;
    }

    /** The body. */
    @SuppressWarnings("EI_EXPOSE_REP") // It is read once and given on.
    public byte[] body() {
        return body;
    }

    /** The command's id; empty for a query. */
    public String id() {
        return id;
    }

    /** When the wait for an active ends. */
    public long deadline() {
        return deadlineNanos;
    }

    /** Milliseconds until then; never negative. */
    public long restMillis() {
        return Math.max(0, (deadlineNanos - HttpThreads.nanos()) / 1_000_000);
    }

    /** Name of the master that sent this on, null if it came from a client. */
    public @Nullable String forwardedBy() {
        return forwardedBy;
    }

    /** The headers that go along when this is sent on. */
    public List<Header> kept() {
        return kept;
    }

    /** A kept header; null if it was not sent. */
    public @Nullable String kept(String name) {
        for (Header header : kept) {
            if (header.name().equals(name)) {
                return header.value();
            }
        }
        return null;
    }
}
