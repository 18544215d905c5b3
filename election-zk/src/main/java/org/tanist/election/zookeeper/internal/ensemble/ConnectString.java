package org.tanist.election.zookeeper.internal.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/**
 * The servers of the ensemble and the path of the cluster, as in {@code zk1:2181,zk2:2181,zk3:2181/tanist}.
 *
 * @param servers at least one; names are resolved anew at each attempt to connect
 * @param path the cluster's path, absolute and without a slash at the end
 * @param ownPath whether it is the default one, which is made when it is missing; a path that was written must exist
 */
public record ConnectString(List<Endpoint> servers, String path, boolean ownPath) {
    /** Where the cluster is kept when no path is written. */
    public static final String DEFAULT_PATH = "/tanist";

    private static final String KEY = "tanist.election.zookeeper.connect";
    private static final int DEFAULT_PORT = 2181;

    /**
     * Reads the text form.
     *
     * @throws TanistException if it has another shape
     */
    public static ConnectString parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            throw wrong("it is empty");
        }
        int slash = trimmed.indexOf('/');
        String hosts = slash < 0 ? trimmed : trimmed.substring(0, slash);
        String path = slash < 0 ? "" : trimmed.substring(slash);
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        List<Endpoint> servers = new ArrayList<>();
        for (String server : hosts.split(",", -1)) {
            try {
                servers.add(Endpoint.parse(server, DEFAULT_PORT));
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
        if (!path.isEmpty() && !plain(path)) {
            throw wrong("the path '" + path + "' is not one: it must be like /tanist or /apps/tanist");
        }
        return path.isEmpty()
                ? new ConnectString(List.copyOf(servers), DEFAULT_PATH, true)
                : new ConnectString(List.copyOf(servers), path, false);
    }

    private static boolean plain(String path) {
        return Arrays.stream(path.substring(1).split("/", -1))
                .allMatch(name -> name.matches("[\\x21-\\x2e\\x30-\\x7e]+") && !name.matches("\\.{1,2}"));
    }

    private static TanistException wrong(String why) {
        return new TanistException(
                ErrorCode.INVALID,
                KEY + ": " + why + ": write host:port,host:port/path, such as zk1:2181,zk2:2181,zk3:2181/tanist");
    }

    /** The servers in the form that ZooKeeper's client reads. */
    public String hosts() {
        return String.join(",", servers.stream().map(Endpoint::toString).toList());
    }

    @Override
    public String toString() {
        return hosts() + path;
    }
}
