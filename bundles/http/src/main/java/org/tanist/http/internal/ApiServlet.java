package org.tanist.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.configuration.StopHook;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.endpoint.Action;
import org.tanist.http.internal.endpoint.Api;
import org.tanist.http.internal.endpoint.EndpointTable;
import org.tanist.http.internal.endpoint.Operation;
import org.tanist.http.internal.forward.Forwarder;
import org.tanist.http.internal.forward.LocalWork;
import org.tanist.http.internal.forward.Parcel;
import org.tanist.http.internal.forward.PeerClient;
import org.tanist.http.internal.runtime.CommandIds;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.BodyReader;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Leftover;
import org.tanist.http.internal.wire.Percent;
import org.tanist.http.internal.wire.Problem;

/**
 * The one servlet of the API. Finds the endpoint of a request by its raw path, checks what can be checked without the active, and
 * lets the endpoint answer it here or the {@link Forwarder} bring it to the active.
 */
@Component(
        service = {Servlet.class, StopHook.class},
        immediate = true,
        property = {
            // As a hook: after the master, which hands over first.
            "service.ranking:Integer=-1",
            "osgi.http.whiteboard.servlet.pattern=/",
            "osgi.http.whiteboard.servlet.name=tanist-api",
            "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
        })
public final class ApiServlet extends HttpServlet implements StopHook {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
    /** How long a read waits for the active that this master can answer as well, only not as fresh. */
    private static final Duration IMPATIENT = Duration.ofMillis(1_500);

    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long MOST_FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int LONGEST_ID = 200;
    private static final String CONSOLE = "/ui/masters";

    private final transient ClusterControl control;
    private final transient HttpThreads threads;
    private final transient PeerClient peers;
    private final transient Api api;
    private final transient Forwarder forwarder;
    private final transient Guard guard;
    private final transient ContainerErrors containerErrors;
    private final transient LiveConfiguration configuration;
    private final transient CommandIds ids = new CommandIds();
    private volatile boolean stopping;
    private volatile long turnedAwayNanos;

    /** Starts the threads; requests come as soon as it is registered. */
    @Activate
    public ApiServlet(
            @Reference ClusterControl control,
            @Reference LiveConfiguration configuration,
            @Reference ContainerErrors containerErrors)
            throws IOException {
        this.control = control;
        this.configuration = configuration;
        this.threads = new HttpThreads();
        this.peers = new PeerClient(threads);
        this.api = new Api(control, peers, threads);
        this.forwarder = new Forwarder(control, peers, threads);
        this.guard = new Guard(configuration.current().host());
        this.containerErrors = containerErrors;
        containerErrors.use(control);
        Endpoint self = new Endpoint(
                configuration.current().host(), configuration.current().port());
        new WarmUp(self, peers, threads).start();
    }

    /**
     * Answers what waits, and sends every later request elsewhere: this master has handed over and is about to end. Stays until those who ask
     * all the time have been told: the virtual machine takes a third of a second to end, in which the port is open and nobody answers.
     */
    @Override
    public void beforeStop(Duration limit) {
        long begin = HttpThreads.nanos();
        turnedAwayNanos = begin;
        stopping = true;
        forwarder.close();
        long most = Math.min(MOST_FAREWELL_NANOS, limit.toNanos());
        long now = begin;
        while (now - turnedAwayNanos < QUIET_NANOS
                && now - begin < most
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(QUIET_NANOS / 4);
            now = HttpThreads.nanos();
        }
    }

    /** Answers what waits, then ends the streams and the threads. */
    @Deactivate
    public void close() {
        forwarder.close();
        api.close();
        peers.close();
        threads.close();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (stopping) {
            turnedAwayNanos = HttpThreads.nanos();
            UnreadyServlet.answer(response);
            return;
        }
        containerErrors.served();
        Exchange exchange = new Exchange(request, response, control, api.others());
        try {
            guard.check(request.getHeader("Host"), request.getHeader("Origin"));
            EndpointTable.Resource resource = api.table().find(exchange.path());
            if (resource == null) {
                unknown(exchange);
                return;
            }
            Operation operation = resource.operation(exchange.method());
            if (operation != null) {
                String argument = resource.argument(exchange.path());
                exchange.matched(operation.meter(), Percent.decodePath(argument));
                begin(exchange, operation);
            } else if (exchange.method().equals("OPTIONS")) {
                exchange.finish(Answer.empty(204).with("Allow", resource.allow()));
            } else {
                Answer problem = Problem.of(
                                ErrorCode.METHOD_NOT_ALLOWED,
                                exchange.method() + " is not offered for " + exchange.path() + ": use "
                                        + resource.allow(),
                                control)
                        .with("Allow", resource.allow());
                refuse(exchange, problem);
            }
        } catch (RuntimeException e) {
            refuse(exchange, exchange.problem(e));
        }
    }

    private void refuse(Exchange exchange, Answer problem) {
        if (!exchange.isDeferred()) {
            exchange.defer(threads.replies());
        }
        Leftover.refuse(exchange, problem);
    }

    private void unknown(Exchange exchange) {
        if (exchange.path().equals("/") || exchange.path().equals("/ui")) {
            exchange.finish(Answer.empty(302).with("Location", CONSOLE));
        } else {
            throw new TanistException(
                    ErrorCode.NOT_FOUND,
                    "there is nothing at " + exchange.path() + ": GET /api/v1/openapi.json lists all paths");
        }
    }

    private void begin(Exchange exchange, Operation operation) {
        Action action = operation.action();
        if (action instanceof Action.Local local) {
            local(exchange, local.work());
        } else if (action instanceof Action.Streaming streaming) {
            exchange.defer(threads.replies());
            streaming.stream().take(exchange);
        } else if (action instanceof Action.Read read) {
            if (exchange.flag("stale")) {
                local(exchange, read.work());
            } else {
                deliver(exchange, new Parcel(exchange, read.work(), true, read.withoutActive(), Duration.ZERO), 0);
            }
        } else if (action instanceof Action.Command command) {
            if (command.repeatable()) {
                exchange.id(id(exchange.request().getHeader(Exchange.ID)));
            }
            Parcel parcel = new Parcel(
                    exchange, command.work(), command.repeatable(), command.withoutActive(), command.patience());
            deliver(exchange, parcel, mostBody(operation));
        }
    }

    private int mostBody(Operation operation) {
        return operation.mostBody() == Operation.CONFIGURED
                ? (int) Math.min(Integer.MAX_VALUE, configuration.current().bytes("tanist.http.max-body"))
                : operation.mostBody();
    }

    private void local(Exchange exchange, LocalWork work) {
        CompletionStage<Answer> answer = work.serve(exchange);
        if (!answer.toCompletableFuture().isDone()) {
            exchange.defer(threads.replies());
        }
        answer.whenComplete((done, failure) -> {
            if (failure == null) {
                exchange.finish(done);
            } else {
                exchange.fail(failure);
            }
        });
    }

    private void deliver(Exchange exchange, Parcel parcel, int mostBody) {
        exchange.defer(threads.replies());
        long wait = parcel.withoutActive() && parcel.repeatable()
                ? Math.min(IMPATIENT.toNanos(), patience(exchange))
                : patience(exchange);
        exchange.deadline(HttpThreads.nanos() + wait);
        BodyReader.read(exchange, mostBody, () -> forwarder.deliver(parcel));
    }

    /** How long a request may wait for an active: what is left of the forwarding master's time, or all of it. */
    private long patience(Exchange exchange) {
        long all = configuration
                .current()
                .duration("tanist.transitions.park-timeout")
                .toNanos();
        String rest = exchange.forwardedBy() == null ? null : exchange.request().getHeader(Exchange.WAIT_MS);
        try {
            return rest == null ? all : Math.min(all, Long.parseUnsignedLong(rest) * 1_000_000);
        } catch (NumberFormatException e) {
            LOG.debug("{} sent a wait of '{}'", exchange.forwardedBy(), rest, e);
            return all;
        }
    }

    private String id(@Nullable String given) {
        if (given == null) {
            return ids.next();
        }
        if (given.isEmpty() || given.length() > LONGEST_ID || !given.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new TanistException(
                    ErrorCode.INVALID,
                    Exchange.ID + " must be 1 to " + LONGEST_ID + " visible ASCII characters without spaces");
        }
        return given;
    }
}
