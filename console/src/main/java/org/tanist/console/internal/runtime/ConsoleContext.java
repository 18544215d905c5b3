package org.tanist.console.internal.runtime;

import java.net.URL;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/**
 * The console's own servlet context: finds resources where Vaadin's jars keep them, and knows their types. Other bundles' servlets
 * live in other contexts of the same path.
 */
@Component(service = ServletContextHelper.class)
@HttpWhiteboardContext(name = ConsoleContext.NAME, path = "/")
public final class ConsoleContext extends ServletContextHelper {
    static final String NAME = "org.tanist.console";

    private static final String ROOT = "META-INF/resources/";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css"),
            Map.entry("html", "text/html"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("js", "text/javascript"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"));

    @Override
    public @Nullable URL getResource(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return ConsoleContext.class
                .getClassLoader()
                .getResource(ROOT + (name.startsWith("/") ? name.substring(1) : name));
    }

    @Override
    public @Nullable String getMimeType(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
