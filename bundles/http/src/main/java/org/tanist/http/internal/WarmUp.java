package org.tanist.http.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.http.internal.forward.PeerClient;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Header;

/**
 * Sends this master a few requests of its own after the start, so that classes are loaded and code is compiled when a failover comes:
 * a standby has served nothing until then, and cold code takes longer than the failover. None of them has an effect, in any role.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int MOST_PROBES = 600;
    private static final int ROUNDS = 120;
    private static final long PROBE_MILLIS = 50;
    private static final long SETTLE_MILLIS = 1_500;
    private static final long PAUSE_MILLIS = 20;
    private static final byte[] NOTHING = {};

    private final Endpoint self;
    private final PeerClient peers;
    private final HttpThreads threads;
    private final List<Request> requests;

    private record Request(String method, String path, List<Header> headers, byte[] body) {}

    WarmUp(Endpoint self, PeerClient peers, HttpThreads threads) {
        this.self = self;
        this.peers = peers;
        this.threads = threads;
        Header own = new Header(Exchange.FORWARDED_BY, Exchange.WARM_UP);
        Header brief = new Header(Exchange.WAIT_MS, "1");
        // No list of versions is allowed here, so this write goes all the way to the service's door and is turned away
        // there.
        Header refused = new Header("If-None-Match", "\"refused\"");
        byte[] value = "warm-up".getBytes(StandardCharsets.UTF_8);
        this.requests = List.of(
                new Request("GET", "/health/ready", List.of(own), NOTHING),
                new Request("PUT", "/api/v1/registry/warm-up", List.of(own, brief, refused), value),
                new Request("GET", "/api/v1/registry/warm-up", List.of(own, brief), NOTHING),
                new Request("GET", "/api/v1/registry/warm-up?stale=true", List.of(own), NOTHING),
                new Request("GET", "/api/v1/cluster?stale=true", List.of(own), NOTHING));
    }

    /** Starts; runs on the timer's and the forwarding thread, and never blocks them. */
    void start() {
        probe(0);
    }

    private void probe(int tries) {
        later(
                PROBE_MILLIS,
                () -> peers.get(self, "/health/live").whenComplete((reply, failure) -> {
                    if (failure == null) {
                        later(SETTLE_MILLIS, () -> send(0, 0));
                    } else if (tries < MOST_PROBES) {
                        probe(tries + 1);
                    } else {
                        LOG.debug("{} does not answer itself: not warmed up", self, failure);
                    }
                }));
    }

    private void send(int round, int index) {
        if (index < requests.size()) {
            Request next = requests.get(index);
            peers.send(self, next.method(), next.path(), next.headers(), next.body())
                    .whenComplete((reply, failure) -> send(round, index + 1));
        } else if (round < ROUNDS) {
            later(PAUSE_MILLIS, () -> send(round + 1, 0));
        }
    }

    private void later(long millis, Runnable work) {
        try {
            threads.timer().schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the master stops: no warm-up", e);
        }
    }
}
