package org.tanist.console.internal.runtime;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of others from using somebody's browser to reach this console. What came over loopback must say so in its Host header
 * (against DNS rebinding), or name this master; and an Origin, which only browsers send, must be this very server (against forged
 * requests). Immutable.
 */
final class RequestGuard {
    private final Predicate<String> ownName;

    /** @param ownName whether others reach this master by a host name (lower case) */
    RequestGuard(Predicate<String> ownName) {
        this.ownName = ownName;
    }

    /** Why a request is refused, in one sentence; null if it is not. */
    @Nullable
    String objection(HttpServletRequest request) {
        return objection(request.getLocalAddr(), request.getHeader("Host"), request.getHeader("Origin"));
    }

    @Nullable
    String objection(String localAddress, @Nullable String host, @Nullable String origin) {
        if (host == null) {
            return "The request has no Host header.";
        }
        String name = name(host);
        if (loopback(localAddress) && !namesLoopback(name) && !ownName.test(name)) {
            return "The Host header does not name this machine: use localhost or 127.0.0.1.";
        }
        if (origin != null && !sameServer(origin, host)) {
            return "The Origin is not this server: its pages may not send requests here.";
        }
        return null;
    }

    private static boolean sameServer(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        String name = colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean loopback(String literal) {
        try {
            // A literal address: nothing is looked up.
            return InetAddress.getByName(literal).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean namesLoopback(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
