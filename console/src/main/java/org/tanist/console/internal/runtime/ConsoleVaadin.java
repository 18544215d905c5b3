package org.tanist.console.internal.runtime;

import com.vaadin.flow.di.LookupInitializer;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.router.InternalServerError;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinServlet;
import com.vaadin.flow.server.VaadinServletService;
import com.vaadin.flow.server.startup.ErrorNavigationTargetInitializer;
import com.vaadin.flow.server.startup.LookupServletContainerInitializer;
import com.vaadin.flow.server.startup.RouteRegistryInitializer;
import com.vaadin.flow.server.startup.VaadinAppShellInitializer;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Properties;
import java.util.Set;
import org.tanist.console.internal.masters.MastersView;
import org.tanist.console.internal.shell.MainLayout;
import org.tanist.console.internal.shell.PageNotFound;
import org.tanist.console.internal.view.Console;

/**
 * Vaadin inside Felix. What a servlet container finds by scanning jars is named here outright; a new view is added to {@link
 * #ROUTES}.
 */
final class ConsoleVaadin extends VaadinServlet {
    private static final long serialVersionUID = 1L;
    private static final Set<Class<?>> ROUTES = Set.of(MastersView.class);
    private static final Set<Class<?>> ERRORS = Set.of(PageNotFound.class, InternalServerError.class);

    private final transient Console console;

    ConsoleVaadin(Console console) {
        this.console = console;
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        withOwnClassLoader(() -> {
            ServletContext context = config.getServletContext();
            new LookupServletContainerInitializer().process(Set.of(LookupInitializer.class), context);
            new RouteRegistryInitializer().process(ROUTES, context);
            new ErrorNavigationTargetInitializer().process(ERRORS, context);
            new VaadinAppShellInitializer().process(Set.of(AppShell.class, MainLayout.class), context);
            super.init(config);
        });
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ConsoleVaadin.class.getClassLoader());
        try {
            super.service(request, response);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected DeploymentConfiguration createDeploymentConfiguration(Properties parameters) {
        parameters.setProperty("productionMode", "true");
        parameters.setProperty("pushMode", "automatic");
        parameters.setProperty("heartbeatInterval", "60");
        // How long a page waits for an update that did not come before it asks for its whole state.
        parameters.setProperty("maxMessageSuspendTimeout", "1000");
        parameters.setProperty("closeIdleSessions", "true");
        return super.createDeploymentConfiguration(parameters);
    }

    @Override
    protected VaadinServletService createServletService(DeploymentConfiguration configuration) throws ServiceException {
        VaadinServletService service = new ConsoleVaadinService(this, configuration, console);
        service.init();
        return service;
    }

    private static void withOwnClassLoader(Start start) throws ServletException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ConsoleVaadin.class.getClassLoader());
        try {
            start.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A step of the start. */
    @FunctionalInterface
    private interface Start {
        void run() throws ServletException;
    }
}
