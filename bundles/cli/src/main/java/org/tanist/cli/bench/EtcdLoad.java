package org.tanist.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.tanist.cli.bench.load.RequestSource;
import org.tanist.client.http.Address;

/** The same requests to etcd, through its JSON gateway. */
final class EtcdLoad {

    private static final String VALUE = encoded("x".repeat(100));

    private EtcdLoad() {}

    static RequestSource writes(Address address, int client, int keys) {
        return (number, into) -> {
            String key = encoded("bench/" + TanistLoad.key(client, number, keys));
            into.put(post(address, "/v3/kv/put", "{\"key\":\"" + key + "\",\"value\":\"" + VALUE + "\"}"));
        };
    }

    static RequestSource reads(Address address, int keys) {
        return (number, into) -> {
            String key = encoded("bench/" + ThreadLocalRandom.current().nextInt(keys));
            into.put(post(address, "/v3/kv/range", "{\"key\":\"" + key + "\"}"));
        };
    }

    private static byte[] post(Address address, String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + address
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
