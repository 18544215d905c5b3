package org.tanist.worker.masters;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.client.ClientOptions;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.http.Address;
import org.tanist.client.wire.Master;

/** The client whose patience fits the lease: a heartbeat that takes longer than a third of it is better sent anew. Thread-safe. */
public final class Clients implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LEAST = Duration.ofMillis(300);

    private final List<Address> masters;
    private volatile List<String> first = List.of();
    private TanistClient client;
    private Duration limit = FIRST;
    private Duration patience = LEAST;

    /** A client of the cluster that these masters belong to. */
    public Clients(List<Address> masters) {
        this.masters = masters;
        this.client = make(FIRST);
    }

    /** The client to use for the next call. */
    public synchronized TanistClient current() {
        return client;
    }

    /** How long one master may take to answer a heartbeat: as long as it may hold it, and then some. */
    public synchronized Duration patience() {
        return patience;
    }

    /** All masters that are known, as {@code host:port,host:port}: what instances are told. */
    public String known() {
        Set<String> all = new LinkedHashSet<>(first);
        current().known().forEach(master -> all.add(master.toString()));
        return String.join(",", all);
    }

    /** Learns the other masters at once, where the client takes its time; without an answer, what is known stays. */
    void learn() {
        try {
            first = current().cluster(true).masters().stream()
                    .map(Master::address)
                    .toList();
        } catch (ClientException e) {
            LOG.info("the other masters are not learned: {}", e.getMessage());
        }
    }

    /** Goes by a lease and an interval of heartbeats. */
    public synchronized void adapt(Duration lease, Duration heartbeat) {
        patience = longer(LEAST, heartbeat.dividedBy(2).plus(lease.dividedBy(6)));
        // What the patience comes to with very many workers; with few it leaves time for a second master.
        Duration fitting = longer(patience, lease.multipliedBy(4).dividedBy(9));
        if (!fitting.equals(limit)) {
            limit = fitting;
            client.close();
            client = make(fitting);
        }
    }

    /** Calls under way end by themselves. May be called again. */
    @Override
    public synchronized void close() {
        client.close();
    }

    private TanistClient make(Duration timeout) {
        return TanistClient.of(ClientOptions.of(masters).withTimeout(timeout));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
