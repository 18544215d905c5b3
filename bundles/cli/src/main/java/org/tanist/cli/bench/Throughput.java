package org.tanist.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.tanist.cli.bench.load.LoadResult;
import org.tanist.cli.bench.load.LoadRun;
import org.tanist.cli.bench.load.RequestSource;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.http.HttpRequest;

/** The figures of a store under load; the same for Tanist and its peers. */
final class Throughput {

    private static final int READ_KEYS = 200;
    private static final Duration FILL_LIMIT = Duration.ofSeconds(10);

    private final Report report;
    private final int clients;
    private final Duration warmUp;
    private final Duration length;
    private final Consumer<String> progress;

    Throughput(Report report, int clients, Duration warmUp, Duration length, Consumer<String> progress) {
        this.report = report;
        this.clients = clients;
        this.warmUp = warmUp;
        this.length = length;
        this.progress = progress;
    }

    void tanist(Address active, int keys) throws IOException {
        measure("tanist, writes", active, clients, client -> TanistLoad.writes(active, client, keys), "6500/s");
        measure("tanist, writes", active, 1, client -> TanistLoad.writes(active, client, keys), "median 1.7 ms");
        fill(active, READ_KEYS, TanistLoad::write);
        measure("tanist, reads", active, clients, client -> TanistLoad.reads(active, READ_KEYS), "etcd's");
    }

    void etcd(Address leader, int keys) throws IOException {
        measure("etcd, writes", leader, clients, client -> EtcdLoad.writes(leader, client, keys), "");
        measure("etcd, writes", leader, 1, client -> EtcdLoad.writes(leader, client, keys), "");
        fill(leader, READ_KEYS, EtcdLoad::write);
        measure("etcd, reads", leader, clients, client -> EtcdLoad.reads(leader, READ_KEYS), "");
    }

    private void measure(String what, Address address, int count, IntFunction<RequestSource> sources, String target)
            throws IOException {
        String figure = what + ", " + count + (count == 1 ? " client" : " clients");
        progress.accept("measuring " + figure);
        LoadResult result = new LoadRun(count, warmUp, length).run(resolved(address), sources);
        Samples millis = new Samples();
        for (int micros : result.sortedMicros()) {
            millis.add(micros / 1_000.0);
        }
        report.add(figure + ", ms", millis, target.endsWith("ms") ? target : "");
        report.add(figure + ", a second", result.rate(), target.endsWith("ms") ? "" : target);
        if (result.failed() > 0 || !result.trouble().isEmpty()) {
            progress.accept(String.format(
                    Locale.ROOT, "%s: %d requests failed (%s)", figure, result.failed(), result.trouble()));
        }
    }

    /** Writes what is going to be read. */
    private static void fill(Address address, int keys, IntFunction<HttpRequest> writes) throws IOException {
        try (Connection connection = Connection.open(address, FILL_LIMIT)) {
            for (int key = 0; key < keys; key++) {
                HttpAnswer answer = connection.exchange(writes.apply(key), FILL_LIMIT, 1 << 20);
                if (!answer.successful()) {
                    throw new IOException("a write before the reads got status " + answer.status());
                }
            }
        }
    }

    private static InetSocketAddress resolved(Address address) {
        return new InetSocketAddress(address.host(), address.port());
    }
}
