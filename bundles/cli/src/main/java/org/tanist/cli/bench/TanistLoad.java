package org.tanist.cli.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.tanist.cli.bench.load.Dialogue;
import org.tanist.cli.bench.load.HttpDialogue;
import org.tanist.client.http.Address;

/** Requests to the registry; reads are linearizable. */
record TanistLoad(Address address) implements Subject {

    private static final byte[] VALUE = "x".repeat(100).getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "tanist";
    }

    @Override
    public Dialogue fills() {
        return puts(number -> number);
    }

    @Override
    public Dialogue writes(int client, int keys) {
        return puts(number -> Subject.key(client, number, keys));
    }

    /** Writes of the keys that this function names. */
    Dialogue puts(LongUnaryOperator keys) {
        return new HttpDialogue((number, into) -> {
            text(into, "PUT /api/v1/registry/bench/");
            text(into, Long.toString(keys.applyAsLong(number)));
            text(into, " HTTP/1.1\r\nHost: " + address + "\r\nContent-Length: 100\r\n\r\n");
            into.put(VALUE);
        });
    }

    @Override
    public Dialogue reads(int keys) {
        return new HttpDialogue((number, into) -> {
            text(into, "GET /api/v1/registry/bench/");
            text(into, Long.toString(ThreadLocalRandom.current().nextInt(keys)));
            text(into, " HTTP/1.1\r\nHost: " + address + "\r\n\r\n");
        });
    }

    private static void text(ByteBuffer into, String text) {
        into.put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
