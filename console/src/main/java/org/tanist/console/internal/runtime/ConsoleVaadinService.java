package org.tanist.console.internal.runtime;

import com.vaadin.flow.di.DefaultInstantiator;
import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinServlet;
import com.vaadin.flow.server.VaadinServletService;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tanist.console.internal.view.Console;

/** Vaadin's service with three things of our own: where resources are, how views are made, and what an expired page does. */
final class ConsoleVaadinService extends VaadinServletService {
    private static final long serialVersionUID = 1L;
    private static final String RECONNECT_MILLIS = "500";

    private final transient Console console;

    ConsoleVaadinService(VaadinServlet servlet, DeploymentConfiguration configuration, Console console) {
        super(servlet, configuration);
        this.console = console;
    }

    @Override
    public void init() throws ServiceException {
        super.init();
        CustomizedSystemMessages messages = new CustomizedSystemMessages();
        // The page reloads by itself as soon as its master answers; at once would often be too early, and end on an
        // error page.
        messages.setSessionExpiredCaption("Connection lost");
        messages.setSessionExpiredMessage("This page reloads by itself when its master is back.");
        setSystemMessagesProvider(info -> messages);
        // The next long poll after one that broke; Vaadin waits 5 s otherwise, in which the page shows old facts.
        addUIInitListener(
                started -> started.getUI().getPushConfiguration().setParameter("reconnectInterval", RECONNECT_MILLIS));
    }

    @Override
    public @Nullable URL getStaticResource(String path) {
        return getClassLoader().getResource("META-INF/resources/" + (path.startsWith("/") ? path.substring(1) : path));
    }

    @Override
    protected Optional<Instantiator> loadInstantiators() {
        return Optional.of(new ViewInstantiator());
    }

    /** Makes views: those whose constructor takes a {@link Console} get it. */
    private final class ViewInstantiator extends DefaultInstantiator {
        private static final long serialVersionUID = 1L;

        ViewInstantiator() {
            super(ConsoleVaadinService.this);
        }

        @Override
        public <T> T getOrCreate(Class<T> type) {
            for (Constructor<?> constructor : type.getConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Console.class) {
                    return type.cast(create(constructor));
                }
            }
            return super.getOrCreate(type);
        }

        private Object create(Constructor<?> constructor) {
            try {
                return constructor.newInstance(console);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(constructor + " failed", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(constructor + " cannot be called", e);
            }
        }
    }
}
