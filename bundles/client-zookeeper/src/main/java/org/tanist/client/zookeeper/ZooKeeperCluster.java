package org.tanist.client.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.tanist.client.http.Address;

/** The znodes of one cluster, as a client sees them. */
public final class ZooKeeperCluster implements AutoCloseable {
    private static final int SESSION_MILLIS = 10_000;
    private static final int DELETE_BATCH = 500;
    private static final Set<String> OWN = Set.of(
            "cluster",
            "term",
            "active",
            "members",
            "live",
            "journal",
            "parts",
            "checkpoint",
            "checkpoints",
            "formatted");

    private final ZooKeeper zookeeper;
    private final String path;
    private final List<ACL> rights;

    private ZooKeeperCluster(ZooKeeper zookeeper, String path, List<ACL> rights) {
        this.zookeeper = zookeeper;
        this.path = path;
        this.rights = rights;
    }

    /**
     * Connects.
     *
     * @param limit longest wait for a session
     * @throws IOException if there is none in time, or at once if no server can be reached; says why
     */
    public static ZooKeeperCluster open(ZooKeeperAddress address, ZooKeeperAccess access, Duration limit)
            throws IOException {
        address.requireOneToAnswer();
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher = event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        };
        Handle zookeeper = new Handle(address.hosts(), watcher, access.config());
        if (access.secured()) {
            zookeeper.addAuthInfo("digest", access.digest().getBytes(StandardCharsets.UTF_8));
        }
        List<ACL> rights = access.secured() ? ZooDefs.Ids.CREATOR_ALL_ACL : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        ZooKeeperCluster cluster = new ZooKeeperCluster(zookeeper, address.path(), rights);
        try {
            if (connected.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return cluster;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        zookeeper.abandon();
        throw new IOException("there is no ZooKeeper session at " + address.hosts() + " within " + limit.toMillis()
                + " ms: the servers have no quorum, are none of ZooKeeper, or "
                + (access.client().isEmpty() ? "want TLS" : "do not take our TLS"));
    }

    /** ZooKeeper's handle, which can be dropped without asking servers that do not answer. */
    private static final class Handle extends ZooKeeper {
        Handle(String hosts, Watcher watcher, ZKClientConfig config) throws IOException {
            super(hosts, SESSION_MILLIS, watcher, config);
        }

        void abandon() {
            cnxn.disconnect();
        }
    }

    /** A call of ZooKeeper's client. */
    private interface Call<T> {
        T make() throws KeeperException, InterruptedException;
    }

    private <T> T call(String what, Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (KeeperException.NoAuthException e) {
            throw new AccessDeniedException(
                    "ZooKeeper denies access to " + path + ": it needs the user of the masters", e);
        } catch (KeeperException e) {
            throw new IOException("cannot " + what + " in ZooKeeper: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Optional<String> text(String name) throws IOException {
        return call("read " + path + name, () -> {
            try {
                byte[] data = zookeeper.getData(path + name, false, null);
                return Optional.of(data == null ? "" : new String(data, StandardCharsets.UTF_8));
            } catch (KeeperException.NoNodeException e) {
                return Optional.<String>empty();
            }
        });
    }

    /** The cluster's id; empty if there is no cluster at this path. */
    public Optional<String> id() throws IOException {
        return text("/cluster");
    }

    /** The address of the active, if there is one. */
    public Optional<Address> active() throws IOException {
        return text("/active")
                .flatMap(record -> record.lines()
                        .filter(line -> line.startsWith("address="))
                        .findFirst()
                        .map(line -> Address.parse(line.substring("address=".length()))));
    }

    /**
     * All members, the active first.
     *
     * @throws IOException if there is no cluster at this path, too
     */
    public List<Address> masters() throws IOException {
        String members = text("/members")
                .orElseThrow(() -> new IOException("there is no cluster at " + path
                        + " in ZooKeeper: check the path; it is that of tanist.election.zookeeper.connect"));
        Set<Address> masters = new LinkedHashSet<>();
        active().ifPresent(masters::add);
        members.lines()
                .map(line -> line.split(" ", 3))
                .filter(fields -> fields.length == 3)
                .forEach(fields -> masters.add(Address.parse(fields[2])));
        return List.copyOf(masters);
    }

    /** The names of the masters that have a session: they run, or were killed less than a session time-out ago. */
    public List<String> running() throws IOException {
        List<String> ids = call("list " + path + "/live", () -> {
            try {
                return zookeeper.getChildren(path + "/live", false);
            } catch (KeeperException.NoNodeException e) {
                return List.<String>of();
            }
        });
        Map<String, String> names = new HashMap<>();
        text("/members").orElse("").lines().map(line -> line.split(" ", 3)).forEach(fields -> {
            if (fields.length == 3) {
                names.put(fields[0], fields[1] + " (" + fields[2] + ")");
            }
        });
        return ids.stream().map(id -> names.getOrDefault(id, id)).sorted().toList();
    }

    /** The names at this path that no cluster makes: whoever formats it would remove what belongs to somebody else. */
    public List<String> foreign() throws IOException {
        return call("list " + path, () -> {
            try {
                return zookeeper.getChildren(path, false).stream()
                        .filter(name -> !OWN.contains(name))
                        .sorted()
                        .toList();
            } catch (KeeperException.NoNodeException e) {
                return List.<String>of();
            }
        });
    }

    /**
     * Removes everything of the cluster, and makes the path if it is missing, so that the masters found it anew. Terms go on growing from where
     * they were. The caller has made sure that no master runs, and that nothing {@linkplain #foreign foreign} is there.
     */
    public void format() throws IOException {
        Optional<String> term = text("/term");
        Optional<String> left = term.isPresent() ? term : text("/formatted");
        call("make " + path, () -> {
            StringBuilder made = new StringBuilder();
            for (String name : path.substring(1).split("/")) {
                made.append('/').append(name);
                if (zookeeper.exists(made.toString(), false) == null) {
                    zookeeper.create(made.toString(), new byte[0], rights, CreateMode.PERSISTENT);
                }
            }
            return true;
        });
        List<String> children = call("list " + path, () -> new ArrayList<>(zookeeper.getChildren(path, false)));
        // The cluster's id goes last, so that an interrupted format is not taken for an empty place.
        children.remove("cluster");
        children.add("cluster");
        for (String child : children) {
            call("remove " + path + "/" + child, () -> {
                boolean there = zookeeper.exists(path + "/" + child, false) != null;
                return !there || ZKUtil.deleteRecursive(zookeeper, path + "/" + child, DELETE_BATCH);
            });
        }
        String record = released(left.orElse(""));
        call(
                "mark " + path,
                () -> zookeeper.create(
                        path + "/formatted", record.getBytes(StandardCharsets.UTF_8), rights, CreateMode.PERSISTENT));
    }

    /** The record of a term that nobody holds. */
    private static String released(String record) {
        String number = record.lines()
                .filter(line -> line.startsWith("term="))
                .findFirst()
                .orElse("term=0");
        return number + "\nholder=\nsession=0\nheir=\nheir-millis=0\ncause=first election after a format\n";
    }

    @Override
    public void close() {
        try {
            zookeeper.close(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
