package org.tanist.http.internal;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/**
 * Keeps web pages of others from using a browser to reach a master that trusts its own machine: on loopback the header Host must name
 * this machine (against DNS rebinding), and everywhere an Origin, which only browsers send, must be this very server (against forged
 * requests). Thread-safe.
 */
final class Guard {
    private final boolean loopback;
    private final String hostname;
    /** The last Host that was found good, since nearly all requests bring the same one. */
    private volatile String knownGood = "";

    /** For a master that others reach by this host. */
    Guard(String host) {
        this.hostname = host.toLowerCase(Locale.ROOT);
        this.loopback = isLoopback(hostname);
    }

    /**
     * Checks the two headers.
     *
     * @throws TanistException FORBIDDEN
     */
    void check(@Nullable String host, @Nullable String origin) {
        if (loopback && host != null && !host.equals(knownGood)) {
            checkHost(host);
            knownGood = host;
        }
        if (origin != null && (host == null || !sameServer(origin, host))) {
            throw new TanistException(
                    ErrorCode.FORBIDDEN,
                    "the Origin '" + origin + "' is not this server: its pages may not send requests here");
        }
    }

    private void checkHost(String host) {
        String name = nameOf(host);
        if (!isLoopback(name) && !name.equals(hostname)) {
            throw new TanistException(
                    ErrorCode.FORBIDDEN,
                    "the Host header '" + host + "' does not name this machine: use localhost or 127.0.0.1");
        }
    }

    private static boolean sameServer(String origin, String host) {
        try {
            URI uri = URI.create(origin);
            return uri.getAuthority() != null && uri.getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String nameOf(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        String name = colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.equals("::1")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
