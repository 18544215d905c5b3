package org.tanist.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.tanist.cli.bench.load.Dialogue;
import org.tanist.cli.bench.load.HttpDialogue;
import org.tanist.client.http.Address;

/** The same requests to etcd, through its JSON gateway; reads are linearizable. */
record EtcdLoad(Address address) implements Subject {

    private static final String VALUE = encoded("x".repeat(100));

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public Dialogue fills() {
        return new HttpDialogue((number, into) -> into.put(put(number)));
    }

    @Override
    public Dialogue writes(int client, int keys) {
        return new HttpDialogue((number, into) -> into.put(put(Subject.key(client, number, keys))));
    }

    @Override
    public Dialogue reads(int keys) {
        return new HttpDialogue((number, into) -> {
            String key = encoded("bench/" + ThreadLocalRandom.current().nextInt(keys));
            into.put(post("/v3/kv/range", "{\"key\":\"" + key + "\"}"));
        });
    }

    private byte[] put(long key) {
        return post("/v3/kv/put", "{\"key\":\"" + encoded("bench/" + key) + "\",\"value\":\"" + VALUE + "\"}");
    }

    private byte[] post(String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + address
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
