package org.tanist.cli.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.tanist.cli.bench.load.RequestSource;
import org.tanist.client.http.Address;
import org.tanist.client.http.HttpRequest;

/** Requests to the registry. */
final class TanistLoad {

    private static final byte[] VALUE = "x".repeat(100).getBytes(StandardCharsets.US_ASCII);

    private TanistLoad() {}

    /** Writes of 100 bytes over so many keys. */
    static RequestSource writes(Address address, int client, int keys) {
        return (number, into) -> {
            text(into, "PUT /api/v1/registry/bench/");
            number(into, key(client, number, keys));
            text(into, " HTTP/1.1\r\nHost: " + address + "\r\nContent-Length: 100\r\n\r\n");
            into.put(VALUE);
        };
    }

    /** One write. */
    static HttpRequest write(int key) {
        return new HttpRequest("PUT", "/api/v1/registry/bench/" + key, Map.of(), VALUE);
    }

    /** Linearizable reads of keys that were written. */
    static RequestSource reads(Address address, int keys) {
        return (number, into) -> {
            text(into, "GET /api/v1/registry/bench/");
            number(into, ThreadLocalRandom.current().nextInt(keys));
            text(into, " HTTP/1.1\r\nHost: " + address + "\r\n\r\n");
        };
    }

    /** Spreads the clients over the keys, so that each key is written whatever their number is. */
    static long key(int client, long number, int keys) {
        return (client * 7_919L + number) % keys;
    }

    private static void text(ByteBuffer into, String text) {
        into.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void number(ByteBuffer into, long number) {
        text(into, Long.toString(number));
    }
}
