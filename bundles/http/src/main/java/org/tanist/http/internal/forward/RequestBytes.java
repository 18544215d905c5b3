package org.tanist.http.internal.forward;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tanist.cluster.Endpoint;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Header;

/** Requests as they go over the wire. */
final class RequestBytes {

    private RequestBytes() {}

    /** An exchange on its way to the active. */
    static byte[] forwarding(Exchange exchange, Endpoint target, String self) {
        StringBuilder head = start(exchange.method(), target(exchange), target);
        for (Header header : exchange.kept()) {
            line(head, header.name(), header.value());
        }
        if (!exchange.id().isEmpty()) {
            line(head, Exchange.ID, exchange.id());
        }
        line(head, Exchange.FORWARDED_BY, self);
        line(head, Exchange.WAIT_MS, Long.toString(exchange.restMillis()));
        byte[] body = exchange.body();
        if (body.length > 0 || !exchange.method().equals("GET")) {
            line(head, "Content-Length", Integer.toString(body.length));
        }
        return join(head, body);
    }

    /** A request of this master's own. */
    static byte[] own(String method, String path, Endpoint target, List<Header> headers, byte[] body) {
        StringBuilder head = start(method, path, target);
        for (Header header : headers) {
            line(head, header.name(), header.value());
        }
        if (body.length > 0) {
            line(head, "Content-Length", Integer.toString(body.length));
        }
        return join(head, body);
    }

    private static String target(Exchange exchange) {
        return exchange.rawQuery() == null ? exchange.path() : exchange.path() + "?" + exchange.rawQuery();
    }

    private static StringBuilder start(String method, String path, Endpoint target) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        line(head, "Host", target.toString());
        return head;
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] join(StringBuilder head, byte[] body) {
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        if (body.length == 0) {
            return start;
        }
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }
}
