package org.tanist.console.internal.runtime;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.tanist.cluster.Endpoint;
import org.tanist.console.internal.operations.Operations;
import org.tanist.console.internal.operations.RemoteMaster;
import org.tanist.console.internal.view.Console;
import org.tanist.control.ClusterControl;
import org.tanist.control.MasterStatus;

/** The console's entrance: answers {@code /ui/*}, with Vaadin behind it from the first request on. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("org.tanist.console")
@HttpWhiteboardServletPattern({"/ui/*", "/VAADIN/*"})
@HttpWhiteboardServletAsyncSupported
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=" + ConsoleContext.NAME + ")")
public final class ConsoleServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** Asked by pages that have lost their session, and answered without one: which start of this master answers. */
    private static final String ALIVE = "/alive";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private final String start = UUID.randomUUID().toString();
    private final transient LiveFeed feed;
    private final transient Console console;
    private final transient RequestGuard guard;
    private transient volatile @Nullable ConsoleVaadin vaadin;

    /** Shows what this master knows. */
    @Activate
    public ConsoleServlet(@Reference ClusterControl control) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        guard = new RequestGuard(host -> reachedBy(control, host));
        feed = new LiveFeed(control);
        console = new Console(feed, new Operations(control, new RemoteMaster(http)), version());
    }

    private static boolean reachedBy(ClusterControl control, String host) {
        return control.cluster().masters().stream()
                .filter(MasterStatus::self)
                .anyMatch(self -> host.equalsIgnoreCase(
                        Endpoint.parse(self.address(), 3000).host()));
    }

    private static String version() {
        return FrameworkUtil.getBundle(ConsoleServlet.class).getVersion().toString();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        SecurityHeaders.add(response);
        String objection = guard.objection(request);
        if (objection != null) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, objection);
            return;
        }
        if (ALIVE.equals(request.getPathInfo())) {
            response.setContentType("text/plain;charset=utf-8");
            response.getWriter().write(start);
            return;
        }
        if ("/ui".equals(request.getServletPath()) && pathless(request)) {
            response.sendRedirect("/ui/masters");
            return;
        }
        started().service(request, response);
    }

    private static boolean pathless(HttpServletRequest request) {
        String path = request.getPathInfo();
        return (path == null || "/".equals(path)) && request.getQueryString() == null;
    }

    private ConsoleVaadin started() throws ServletException {
        ConsoleVaadin running = vaadin;
        return running != null ? running : start();
    }

    private synchronized ConsoleVaadin start() throws ServletException {
        ConsoleVaadin running = vaadin;
        if (running == null) {
            running = new ConsoleVaadin(console);
            running.init(getServletConfig());
            vaadin = running;
        }
        return running;
    }

    @Override
    public synchronized void destroy() {
        ConsoleVaadin running = vaadin;
        vaadin = null;
        if (running != null) {
            running.destroy();
        }
    }

    /** Ends the feed; the HTTP whiteboard has destroyed the servlet by then. */
    @Deactivate
    public void close() {
        feed.close();
    }
}
