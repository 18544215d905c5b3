package org.tanist.election.zookeeper.internal.ensemble;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.client.HostProvider;
import org.tanist.cluster.Endpoint;

/**
 * To which server one session connects next: to each in turn, its name resolved anew, at once when a connection is lost, and ever more slowly
 * as long as none answers.
 *
 * <p>ZooKeeper's client sleeps for up to a second before each attempt but its first, so that thousands of clients do not rush to
 * the servers that are left. A few masters do no harm, but a second is longer than a lease can be. The sleep follows {@link #next} on the
 * same thread and ends when that thread is interrupted, so it is interrupted beforehand. That is done only in a session that was connected
 * once, because before that the client does not sleep, and the interrupt would hit the connecting itself.
 */
final class Servers implements HostProvider {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final List<Endpoint> order;
    private boolean connectedOnce;
    private int at = -1;
    /** Attempts since the last connection. */
    private int attempts;

    /** Of these servers, in an order of its own, so that not all masters are clients of the same server. */
    Servers(List<Endpoint> servers) {
        order = new ArrayList<>(servers);
        Collections.shuffle(order);
    }

    @Override
    public synchronized int size() {
        return order.size();
    }

    @Override
    public InetSocketAddress next(long spinDelay) {
        Endpoint server;
        long pauseNanos;
        boolean again;
        int turn;
        synchronized (this) {
            at = (at + 1) % order.size();
            server = order.get(at);
            turn = attempts / order.size();
            pauseNanos = spinDelay == 0 ? 0 : Math.min(LONGEST_NANOS, turn * STEP_NANOS);
            attempts++;
            again = connectedOnce;
        }
        InetSocketAddress address = resolve(server, turn);
        if (pauseNanos > 0) {
            LockSupport.parkNanos(pauseNanos);
        }
        if (again) {
            Thread.currentThread().interrupt();
        }
        return address;
    }

    /** One of the addresses of a name, in each round the next one; unresolved if it has none. */
    private static InetSocketAddress resolve(Endpoint server, int turn) {
        try {
            InetAddress[] all = InetAddress.getAllByName(server.host());
            return new InetSocketAddress(all[turn % all.length], server.port());
        } catch (UnknownHostException e) {
            return InetSocketAddress.createUnresolved(server.host(), server.port());
        }
    }

    @Override
    public synchronized void onConnected() {
        connectedOnce = true;
        attempts = 0;
    }

    /** Nobody here changes the servers of a session that lives. */
    @Override
    public boolean updateServerList(Collection<InetSocketAddress> servers, InetSocketAddress current) {
        throw new UnsupportedOperationException("the servers are those of tanist.election.zookeeper.connect");
    }
}
