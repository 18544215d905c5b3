package org.tanist.client.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param method upper case
 * @param target path and query, percent-encoded
 * @param headers names and values without line breaks; Host and Content-Length are added
 * @param body null for none
 */
public record HttpRequest(String method, String target, Map<String, String> headers, byte @Nullable [] body) {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** A request; refuses text that would break out of its line. */
    public HttpRequest {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (hasControl(name) || hasControl(value)) {
                throw new IllegalArgumentException("a header must not hold control characters: " + name);
            }
        });
        if (hasControl(target) || target.indexOf(' ') >= 0 || !target.startsWith("/")) {
            throw new IllegalArgumentException("not a request target: " + target);
        }
    }

    /** A request without a body. */
    public HttpRequest(String method, String target, Map<String, String> headers) {
        this(method, target, headers, null);
    }

    /** Percent-encodes a text for use in a path or a query; slashes stay if {@code slashes}. */
    public static String encode(String text, boolean slashes) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (UNRESERVED.indexOf(c) >= 0 || (slashes && c == '/')) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** The head of this request where a body of this length follows when the other side consents. */
    byte[] expectingHead(Address address, long length) {
        StringBuilder head = beginning(address);
        head.append("\r\nExpect: 100-continue\r\nContent-Length: ").append(length);
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder beginning(Address address) {
        StringBuilder head = new StringBuilder(256);
        head.append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(address);
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        return head;
    }

    /** The head of this request as it goes over the wire. */
    byte[] head(Address address) {
        StringBuilder head = beginning(address);
        if (body != null) {
            head.append("\r\nContent-Length: ").append(body.length);
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            head.append("\r\nContent-Length: 0");
        }
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 127);
    }
}
