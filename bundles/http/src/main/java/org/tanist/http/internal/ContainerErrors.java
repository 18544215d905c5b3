package org.tanist.http.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.http.jetty.LoadBalancerCustomizerFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.tanist.cluster.ErrorCode;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Header;
import org.tanist.http.internal.wire.Problem;

/**
 * Writes the errors that the container finds before any servlet is asked (a broken request line, a head that is too long) as problems
 * too. The container has no setting for this, so the first request leads to its server: as a customizer, which the container knows before
 * it opens its port and asks before all else.
 *
 * <p>The port is open for some milliseconds before the servlets are there. What the container does not find meanwhile may well exist, so
 * its 404 becomes the 503 of {@link UnreadyServlet}. Thread-safe.
 */
@Component(service = {LoadBalancerCustomizerFactory.class, ContainerErrors.class})
public final class ContainerErrors implements LoadBalancerCustomizerFactory, Request.Handler {
    private final AtomicBoolean installed = new AtomicBoolean();
    private volatile boolean served;
    private volatile @Nullable ClusterControl control;

    @Override
    public HttpConfiguration.Customizer createCustomizer() {
        return (request, headers) -> {
            if (!installed.get() && installed.compareAndSet(false, true)) {
                request.getConnectionMetaData().getConnector().getServer().setErrorHandler(this);
            }
            return request;
        };
    }

    /** A servlet for all paths has been reached: whatever is not found from now on does not exist. */
    void served() {
        served = true;
    }

    /** Lets problems say which master is active. */
    void use(ClusterControl known) {
        control = known;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ClusterControl known = control;
        int status = response.getStatus();
        if (known == null || (status == 404 && !served)) {
            unready(response, callback);
            return true;
        }
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        String detail = "the server could not take the request: " + (message == null ? "status " + status : message);
        Answer problem = Problem.of(code(status), status, detail, known);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        for (Header header : problem.headers()) {
            response.getHeaders().put(header.name(), header.value());
        }
        response.write(true, ByteBuffer.wrap(problem.body()), callback);
        return true;
    }

    private static void unready(Response response, Callback callback) {
        response.setStatus(503);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        for (Header header : UnreadyServlet.HEADERS) {
            response.getHeaders().put(header.name(), header.value());
        }
        response.write(true, UnreadyServlet.body(), callback);
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413 -> ErrorCode.TOO_LARGE;
            case 503 -> ErrorCode.OVERLOADED;
            default -> status < 500 ? ErrorCode.INVALID : ErrorCode.INTERNAL;
        };
    }
}
