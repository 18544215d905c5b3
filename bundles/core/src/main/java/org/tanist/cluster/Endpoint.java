package org.tanist.cluster;

/**
 * Where a master answers HTTP: a host as it was configured, and a port. The name is resolved anew at each use, never here.
 *
 * @param host a host name or a literal address, without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {

    /** Refuses an empty host and a port outside 1..65535. */
    public Endpoint {
        if (host.isBlank() || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("host '" + host + "' is empty or has white space: write host:port");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " of " + host + " is outside 1..65535");
        }
    }

    /**
     * Reads {@code host:port}, or {@code host} with the given default port; {@code [::1]:3000} for IPv6.
     *
     * @throws IllegalArgumentException when the text has another shape
     */
    public static Endpoint parse(String text, int defaultPort) {
        String trimmed = text.trim();
        int colon = trimmed.lastIndexOf(':');
        boolean bareIpv6 = trimmed.indexOf(':') != colon && !trimmed.startsWith("[");
        if (colon < 0 || bareIpv6 || trimmed.endsWith("]")) {
            return new Endpoint(unbracketed(trimmed), defaultPort);
        }
        try {
            return new Endpoint(
                    unbracketed(trimmed.substring(0, colon)), Integer.parseInt(trimmed.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not host:port: the port is not a number", e);
        }
    }

    /** The same host with the port raised by {@code offset}. */
    public Endpoint plus(int offset) {
        return new Endpoint(host, port + offset);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
