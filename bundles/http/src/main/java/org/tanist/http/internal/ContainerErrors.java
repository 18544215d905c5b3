package org.tanist.http.internal;

import jakarta.servlet.ServletRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Header;
import org.tanist.http.internal.wire.Problem;

/**
 * Writes the errors that the container finds before any servlet is asked (a broken request line, a head that is too long) as problems
 * too. The container offers no way to set this from outside, so the first request that comes through leads to its server.
 */
final class ContainerErrors implements Request.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerErrors.class);

    private final ClusterControl control;
    private final AtomicBoolean installed = new AtomicBoolean();

    ContainerErrors(ClusterControl control) {
        this.control = control;
    }

    /** Makes it the handler of the server of this request; does so once. */
    void install(ServletRequest request) {
        if (!installed.get() && installed.compareAndSet(false, true)) {
            try {
                ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData()
                        .getConnector()
                        .getServer()
                        .setErrorHandler(this);
            } catch (IllegalStateException e) {
                LOG.warn("the container is not Jetty: its own errors keep their form", e);
            }
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        String detail = "the server could not take the request: " + (message == null ? "status " + status : message);
        Answer problem = Problem.of(code(status), status, detail, control);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        for (Header header : problem.headers()) {
            response.getHeaders().put(header.name(), header.value());
        }
        response.write(true, ByteBuffer.wrap(problem.body()), callback);
        return true;
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
