package org.tanist.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tanist.cli.local.FreePorts;
import org.tanist.cli.local.Waiting;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;

/** Members of etcd on loopback with their default settings, to be measured beside Tanist. */
final class EtcdCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final int LARGEST = 1 << 20;

    private final List<Integer> ports;
    private final Companions processes = new Companions("etcd");

    EtcdCluster(int size) {
        ports = FreePorts.find(size);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add("e" + i + "=" + url(ports.get(i) + 10_000));
        }
        for (int i = 0; i < size; i++) {
            start(i, String.join(",", members));
        }
    }

    /** Its member that leads. */
    Subject leader() {
        Waiting.require(LIMIT, "a leader of etcd", () -> find().isPresent());
        return new EtcdLoad(find().orElseThrow());
    }

    @Override
    public void close() {
        processes.close();
    }

    private void start(int index, String members) {
        String name = "e" + index;
        String client = url(ports.get(index));
        String peer = url(ports.get(index) + 10_000);
        processes.start(
                name,
                List.of(
                        "etcd",
                        "--name=" + name,
                        "--data-dir=" + processes.directory().resolve(name),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=" + members,
                        "--initial-cluster-state=new"));
    }

    private Optional<Address> find() {
        for (int port : ports) {
            Address address = new Address("127.0.0.1", port);
            byte[] empty = {'{', '}'};
            HttpRequest status = new HttpRequest(
                    "POST", "/v3/maintenance/status", Map.of("Content-Type", "application/json"), empty);
            try (Connection connection = Connection.open(address, CALL)) {
                HttpAnswer answer = connection.exchange(status, CALL, LARGEST);
                Json json = Json.parse(answer.body());
                String leader = json.text("leader");
                if (!leader.isEmpty() && leader.equals(json.member("header").text("member_id"))) {
                    return Optional.of(address);
                }
            } catch (IOException e) {
                // It is starting; the wait is bounded.
                continue;
            }
        }
        return Optional.empty();
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
