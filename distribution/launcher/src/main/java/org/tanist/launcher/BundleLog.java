package org.tanist.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * OSGi's log service on SLF4J, for the bundles of others (Declarative Services above all, which reports here why a component
 * cannot be activated). Loggers are proxies because their interface has forty methods that differ in nothing but the level.
 */
@SuppressWarnings("deprecation") // The old methods of LogService are still what half of the callers use.
final class BundleLog implements LogService {

    @Override
    public Logger getLogger(String name) {
        return getLogger(name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName(), Logger.class);
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> loggerType) {
        return getLogger(type.getName(), loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> loggerType) {
        return getLogger(name, loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> loggerType) {
        org.slf4j.Logger log = LoggerFactory.getLogger(name);
        InvocationHandler handler = (proxy, method, arguments) -> answer(proxy, log, method, arguments);
        return loggerType.cast(
                Proxy.newProxyInstance(BundleLog.class.getClassLoader(), new Class<?>[] {loggerType}, handler));
    }

    @Override
    public void log(int level, String message) {
        write(LoggerFactory.getLogger("osgi"), level(level), message, null);
    }

    @Override
    public void log(int level, String message, Throwable failure) {
        write(LoggerFactory.getLogger("osgi"), level(level), message, failure);
    }

    @Override
    public void log(@Nullable ServiceReference<?> reference, int level, String message) {
        write(LoggerFactory.getLogger(name(reference)), level(level), message, null);
    }

    @Override
    public void log(@Nullable ServiceReference<?> reference, int level, String message, Throwable failure) {
        write(LoggerFactory.getLogger(name(reference)), level(level), message, failure);
    }

    private static @Nullable Object answer(
            Object proxy, org.slf4j.Logger log, Method method, Object @Nullable [] arguments) {
        String name = method.getName();
        return switch (name) {
            case "getName", "toString" -> log.getName();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> {
                if (name.startsWith("is")) {
                    String level = name.substring("is".length(), name.length() - "Enabled".length());
                    yield log.isEnabledForLevel(Level.valueOf(level.toUpperCase(Locale.ROOT)));
                }
                if (arguments != null && arguments[0] instanceof String message) {
                    line(log, name.equals("audit") ? "info" : name, message, arguments);
                }
                yield null;
            }
        };
    }

    /** The arguments after the message come one by one or as an array. */
    private static void line(org.slf4j.Logger log, String level, String message, Object[] arguments) {
        Object[] rest = arguments.length == 2 && arguments[1] instanceof Object[] array
                ? array
                : Arrays.copyOfRange(arguments, 1, arguments.length);
        var formatted = MessageFormatter.arrayFormat(message, rest);
        write(log, Level.valueOf(level.toUpperCase(Locale.ROOT)), formatted.getMessage(), formatted.getThrowable());
    }

    private static void write(
            org.slf4j.Logger log, Level level, @Nullable String message, @Nullable Throwable failure) {
        log.atLevel(level).setCause(failure).log(message == null ? "" : message);
    }

    private static String name(@Nullable ServiceReference<?> reference) {
        Bundle bundle = reference == null ? null : reference.getBundle();
        return bundle == null ? "osgi" : String.valueOf(bundle.getSymbolicName());
    }

    private static Level level(int level) {
        return switch (level) {
            case LOG_ERROR -> Level.ERROR;
            case LOG_WARNING -> Level.WARN;
            case LOG_INFO -> Level.INFO;
            default -> Level.DEBUG;
        };
    }
}
