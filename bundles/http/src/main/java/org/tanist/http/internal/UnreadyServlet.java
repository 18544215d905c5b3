package org.tanist.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Component;
import org.tanist.cluster.ErrorCode;
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

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response);
    }

    /** Sends the caller elsewhere. */
    static void answer(HttpServletResponse response) throws IOException {
        response.setStatus(503);
        response.setContentType(Problem.TYPE);
        response.setHeader(Problem.CODE_HEADER, ErrorCode.NOT_ACTIVE.wire());
        response.setHeader("Retry-After", "1");
        response.setHeader("Connection", "close");
        response.setContentLength(BODY.length);
        response.getOutputStream().write(BODY);
    }
}
