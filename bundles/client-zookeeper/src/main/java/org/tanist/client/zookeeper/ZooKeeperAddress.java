package org.tanist.client.zookeeper;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tanist.client.http.Address;

/**
 * Where a cluster is kept in ZooKeeper, in the form of {@code tanist.election.zookeeper.connect}.
 *
 * @param servers at least one
 * @param path absolute, without a slash at the end
 */
public record ZooKeeperAddress(List<Address> servers, String path) {
    private static final String DEFAULT_PATH = "/tanist";
    private static final int CONNECT_MILLIS = 1000;

    /** Keeps a copy. */
    public ZooKeeperAddress {
        servers = List.copyOf(servers);
    }

    /**
     * Reads {@code host:port,host:port/path}; without a path it is {@code /tanist}.
     *
     * @throws IllegalArgumentException if it has another form; says what is wrong
     */
    public static ZooKeeperAddress parse(String text) {
        int slash = text.indexOf('/');
        if (text.isBlank() || slash == 0) {
            throw new IllegalArgumentException("no server is named: write it as in zk1:2181,zk2:2181/tanist");
        }
        List<Address> servers = Address.parseList(slash < 0 ? text : text.substring(0, slash));
        String path = slash < 0 ? "" : text.substring(slash).replaceAll("/+$", "");
        if (!path.isEmpty() && Arrays.stream(path.substring(1).split("/", -1)).anyMatch(ZooKeeperAddress::odd)) {
            throw new IllegalArgumentException(
                    "the path '" + path + "' is not one: write it as in zk1:2181,zk2:2181/tanist");
        }
        return new ZooKeeperAddress(servers, path.isEmpty() ? DEFAULT_PATH : path);
    }

    private static boolean odd(String name) {
        return name.matches("\\.{0,2}") || !name.matches("[\\x21-\\x7e]+");
    }

    /** The servers in the form that ZooKeeper's client reads. */
    String hosts() {
        return String.join(",", servers.stream().map(Address::toString).toList());
    }

    /** Fails at once if no server takes a connection, with what is wrong with each. */
    void requireOneToAnswer() throws IOException {
        List<String> failures = new ArrayList<>();
        for (Address server : servers) {
            InetSocketAddress place = new InetSocketAddress(server.host(), server.port());
            if (place.isUnresolved()) {
                failures.add("the name " + server.host() + " is not known");
                continue;
            }
            try (Socket socket = new Socket()) {
                socket.connect(place, CONNECT_MILLIS);
                return;
            } catch (SocketTimeoutException e) {
                failures.add(server + " does not answer");
            } catch (ConnectException e) {
                failures.add(server + " refuses connections");
            } catch (IOException e) {
                failures.add(server + " is not reached: " + e.getMessage());
            }
        }
        throw new IOException("no ZooKeeper server is reached: " + String.join("; ", failures)
                + ": check the address, and whether the servers run");
    }

    @Override
    public String toString() {
        return hosts() + path;
    }
}
