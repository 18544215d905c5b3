package org.tanist.console.internal.runtime;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.communication.PushMode;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.Theme;

/** The page around all views. Web sockets do not get through Felix's whiteboard, hence long polling. */
@Push(value = PushMode.AUTOMATIC, transport = Transport.LONG_POLLING)
@Theme("tanist")
public final class AppShell implements AppShellConfigurator {
    private static final long serialVersionUID = 1L;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Tanist");
        settings.setViewport("width=device-width, initial-scale=1");
        settings.addMetaTag("robots", "noindex");
    }
}
