package org.tanist.client;

import java.time.Duration;
import java.util.List;
import org.tanist.client.http.Address;

/**
 * How a client behaves.
 *
 * @param masters any masters of the cluster; at least one
 * @param timeout for a whole call, over all attempts
 * @param patience how long the first master may take to answer; doubles from master to master
 * @param connectTimeout for one connection attempt
 * @param loneliness how long to go on while no master accepts as much as a connection
 * @param learning whether to learn the other members in the background
 * @param asyncThreads most threads for asynchronous calls
 */
public record ClientOptions(
        List<Address> masters,
        Duration timeout,
        Duration patience,
        Duration connectTimeout,
        Duration loneliness,
        boolean learning,
        int asyncThreads) {

    /** Options; refuses an empty list of masters and limits that are not positive. */
    public ClientOptions {
        masters = List.copyOf(masters);
        if (masters.isEmpty()) {
            throw new IllegalArgumentException("name at least one master, as host:port");
        }
        for (Duration limit : List.of(timeout, patience, connectTimeout, loneliness)) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("a time limit must be positive: " + limit);
            }
        }
        if (asyncThreads < 1) {
            throw new IllegalArgumentException("asyncThreads must be at least 1");
        }
    }

    /** The defaults: 30 s for a call, 500 ms for one master, 300 ms to connect, no end to loneliness, learning, 16 asynchronous calls at once. */
    public static ClientOptions of(List<Address> masters) {
        return new ClientOptions(
                masters,
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofMillis(300),
                Duration.ofSeconds(30),
                true,
                16);
    }

    /** The same with another limit for a whole call. */
    public ClientOptions withTimeout(Duration limit) {
        return new ClientOptions(masters, limit, patience, connectTimeout, loneliness, learning, asyncThreads);
    }

    /** The same with another limit for one master. */
    public ClientOptions withPatience(Duration limit) {
        return new ClientOptions(masters, timeout, limit, connectTimeout, loneliness, learning, asyncThreads);
    }

    /** The same with or without learning the other members. */
    public ClientOptions withLearning(boolean on) {
        return new ClientOptions(masters, timeout, patience, connectTimeout, loneliness, on, asyncThreads);
    }

    /** The same with another limit for going on while no master accepts a connection. */
    public ClientOptions withLoneliness(Duration limit) {
        return new ClientOptions(masters, timeout, patience, connectTimeout, limit, learning, asyncThreads);
    }
}
