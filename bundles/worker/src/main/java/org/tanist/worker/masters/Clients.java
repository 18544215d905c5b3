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

/** The client whose patience fits the lease: a heartbeat that takes longer than a third of it is better sent anew. Thread-safe. */
public final class Clients implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LEAST = Duration.ofMillis(300);

    private final List<Address> masters;
    private String known;
    private TanistClient client;
    private Duration limit = FIRST;
    private Duration patience = LEAST;

    /** A client of the cluster that these masters belong to. */
    public Clients(List<Address> masters) {
        this.masters = masters;
        this.client = make(FIRST);
        this.known = String.join(",", masters.stream().map(Address::toString).toList());
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
    public synchronized String known() {
        return known;
    }

    /** Learns the other masters; without an answer, what is known stays. */
    void learn() {
        try {
            Set<String> all = new LinkedHashSet<>();
            current().cluster(true).masters().forEach(master -> all.add(master.address()));
            masters.forEach(master -> all.add(master.toString()));
            synchronized (this) {
                known = String.join(",", all);
            }
        } catch (ClientException e) {
            LOG.info("the other masters are not learned: {}", e.getMessage());
        }
    }

    /** Goes by a lease and an interval of heartbeats. */
    public synchronized void adapt(Duration lease, Duration heartbeat) {
        patience = longer(LEAST, heartbeat.dividedBy(2).plus(lease.dividedBy(6)));
        Duration fitting = longer(patience, lease.dividedBy(3));
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
