package org.tanist.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tanist.cluster.ErrorCode;
import org.tanist.http.internal.wire.Header;
import org.tanist.http.internal.wire.Problem;

/**
 * Answers while there is no {@link ApiServlet}, that is while a master starts or stops. Without it the container would say 404, and a
 * client that asked for a key would have to believe that there is none. Its rank is lower, so the API hides it as soon as it is there.
 */
@Component(
        service = Servlet.class,
        immediate = true,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/",
            "osgi.http.whiteboard.servlet.name=tanist-unready",
            "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true",
            "service.ranking:Integer=-1000"
        })
public final class UnreadyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final byte[] BODY = ("{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"not-active\","
                    + "\"detail\":\"this master is starting or stopping: go to another one, or try again\","
                    + "\"term\":0,\"active\":null}")
            .getBytes(StandardCharsets.UTF_8);

    /** What says of such an answer that its master was not ready, besides its status, 503. */
    static final List<Header> HEADERS = List.of(
            new Header(Problem.CODE_HEADER, ErrorCode.NOT_ACTIVE.wire()),
            new Header("Retry-After", "1"),
            new Header("Connection", "close"));

    private final transient ContainerErrors containerErrors;

    /** Answers from now on. */
    @Activate
    public UnreadyServlet(@Reference ContainerErrors containerErrors) {
        this.containerErrors = containerErrors;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        containerErrors.served();
        answer(response);
    }

    /** Sends the caller elsewhere. */
    static void answer(HttpServletResponse response) throws IOException {
        response.setStatus(503);
        response.setContentType(Problem.TYPE);
        HEADERS.forEach(header -> response.setHeader(header.name(), header.value()));
        response.setContentLength(BODY.length);
        response.getOutputStream().write(BODY);
    }

    /** The same answer's body. */
    static ByteBuffer body() {
        return ByteBuffer.wrap(BODY).asReadOnlyBuffer();
    }
}
