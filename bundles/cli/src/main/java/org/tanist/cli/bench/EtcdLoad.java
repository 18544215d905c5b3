package org.tanist.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.tanist.cli.bench.load.RequestSource;
import org.tanist.client.http.Address;
import org.tanist.client.http.HttpRequest;

/** The same requests to etcd, through its JSON gateway. */
final class EtcdLoad {

    private static final String VALUE = encoded("x".repeat(100));

    private static final String PUT = "/v3/kv/put";

    private EtcdLoad() {}

    static RequestSource writes(Address address, int client, int keys) {
        return (number, into) -> {
            into.put(post(address, PUT, put(TanistLoad.key(client, number, keys))));
        };
    }

    static HttpRequest write(int key) {
        Map<String, String> headers = Map.of("Content-Type", "application/json");
        return new HttpRequest("POST", PUT, headers, put(key).getBytes(StandardCharsets.US_ASCII));
    }

    static RequestSource reads(Address address, int keys) {
        return (number, into) -> {
            String key = encoded("bench/" + ThreadLocalRandom.current().nextInt(keys));
            into.put(post(address, "/v3/kv/range", "{\"key\":\"" + key + "\"}"));
        };
    }

    private static String put(long key) {
        return "{\"key\":\"" + encoded("bench/" + key) + "\",\"value\":\"" + VALUE + "\"}";
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
