package org.tanist.client.http;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a master answers HTTP. Not an identity: a master may move. The host's name is resolved at each connection attempt.
 *
 * @param host name or address; IPv6 without brackets
 * @param port 1 to 65535
 */
public record Address(String host, int port) {

    /** The port used when none is given. */
    public static final int DEFAULT_PORT = 3000;

    /** An address; refuses an empty host and a port out of range. */
    public Address {
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
            throw new IllegalArgumentException("'" + host + "' is not a host; write host:port, e.g. node1:3000");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is out of range; use 1 to 65535");
        }
    }

    /**
     * Reads {@code host:port}, {@code host} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException if it is none of these; the message says what to write
     */
    public static Address parse(String text) {
        String trimmed = text.strip();
        int bracket = trimmed.lastIndexOf(']');
        int colon = trimmed.lastIndexOf(':');
        boolean bareIpv6 = bracket < 0 && trimmed.indexOf(':') != colon;
        if (colon <= bracket || bareIpv6) {
            return new Address(unbracketed(trimmed), DEFAULT_PORT);
        }
        try {
            return new Address(
                    unbracketed(trimmed.substring(0, colon)),
                    Integer.parseInt(trimmed, colon + 1, trimmed.length(), 10));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not host:port; write e.g. node1:3000", e);
        }
    }

    /** Reads a list separated by commas or blanks; refuses an empty one. */
    public static List<Address> parseList(String text) {
        List<Address> addresses = new ArrayList<>();
        for (String part : text.strip().split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                addresses.add(parse(part));
            }
        }
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no master is named; write host:port[,host:port]");
        }
        return List.copyOf(addresses);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** A fresh resolution of the host's name. */
    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
