package org.tanist.configuration.internal;

import static org.tanist.configuration.internal.Key.Trait.LIVE;
import static org.tanist.configuration.internal.Key.Trait.SHARED;
import static org.tanist.configuration.internal.Kind.BYTES;
import static org.tanist.configuration.internal.Kind.DURATION;
import static org.tanist.configuration.internal.Kind.FLAG;
import static org.tanist.configuration.internal.Kind.NUMBER;
import static org.tanist.configuration.internal.Kind.TEXT;
import static org.tanist.configuration.internal.Kind.TEXTS;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tanist.configuration.internal.Key.Trait;

/** The one table of keys. A new key goes here and, with its sentence and default, into {@code conf/tanist.conf}. */
public final class Keys {
    /** Free for plugins: {@code tanist.plugin.<name>.*} is not checked. */
    public static final String PLUGINS = "tanist.plugin.";

    public static final String HOSTNAME = "tanist.hostname";
    public static final String NAME = "tanist.name";
    public static final String DIRECTORY = "tanist.directory";
    public static final String PORT = "tanist.http.port";
    public static final String MASTERS = "tanist.cluster.masters";
    public static final String AUTHENTICATION = "tanist.security.authentication";

    private static final Set<Trait> RESTART = Set.of();
    private static final Set<Trait> ALIVE = Set.of(LIVE);
    private static final Set<Trait> EQUAL = Set.of(SHARED);

    private static final List<Key> ROWS = List.of(
            row(HOSTNAME, TEXT, "", RESTART, "Host that others reach this master by; empty: 127.0.0.1 (flag -ip)."),
            row(NAME, TEXT, "", RESTART, "Human name of this master; empty: host:port (flag -name)."),
            row(DIRECTORY, TEXT, "", RESTART, "Data directory; empty: TANIST_HOME/data/<port> (flag -dir)."),
            row(
                    "tanist.cluster.name",
                    TEXT,
                    "tanist",
                    EQUAL,
                    "Name of the cluster; masters of another name are refused."),
            row(MASTERS, TEXTS, "", RESTART, "First masters as host:port, used at the first start only (flag -peers)."),
            row("tanist.ha.enable", FLAG, "true", EQUAL, "false: a single master without election."),
            row(
                    "tanist.election.provider",
                    TEXT,
                    "raft",
                    EQUAL,
                    "How masters elect: raft, or any name that a plugin registers."),
            row("tanist.election.timeout", DURATION, "1s", EQUAL, "Time after which a silent active is given up.")
                    .in("100ms", "60s"),
            row(
                    "tanist.election.early-detection",
                    FLAG,
                    "true",
                    EQUAL,
                    "Notice a dead active by its closed connections, at once."),
            row(
                            "tanist.election.priority",
                            NUMBER,
                            "0",
                            RESTART,
                            "A master with a higher number is preferred as active.")
                    .in("-1000", "1000"),
            row(
                    "tanist.election.zookeeper.connect",
                    TEXT,
                    "",
                    EQUAL,
                    "ZooKeeper servers and path; for a later release."),
            row(
                            "tanist.election.zookeeper.session-timeout",
                            DURATION,
                            "4s",
                            EQUAL,
                            "ZooKeeper session time-out; for a later release.")
                    .in("500ms", "120s"),
            row(
                    "tanist.journal.provider",
                    TEXT,
                    "election",
                    EQUAL,
                    "Where the journal lives; election: in the election provider's own log."),
            row(
                    "tanist.journal.rootpath",
                    TEXT,
                    "",
                    EQUAL,
                    "Address of the storage for a journal on storage; for a later release."),
            row(
                            "tanist.checkpoint.entries",
                            NUMBER,
                            "100000",
                            ALIVE,
                            "A checkpoint is written after this many entries.")
                    .in("100", "100000000"),
            row(
                            "tanist.checkpoint.bytes",
                            BYTES,
                            "64MB",
                            ALIVE,
                            "A checkpoint is written after this many bytes of entries.")
                    .in("64kB", "100GB"),
            row(
                    "tanist.jarstore.rootpath",
                    TEXT,
                    "",
                    EQUAL,
                    "Address of the jar store; empty: local disks; for a later release."),
            row(
                    "tanist.jarstore.copies",
                    TEXT,
                    "majority",
                    EQUAL,
                    "Masters that must hold a jar; for a later release."),
            row(
                    "tanist.jarstore.hadoop.conf-dir",
                    TEXT,
                    "",
                    RESTART,
                    "Directory with core-site.xml and hdfs-site.xml; for a later release."),
            row(
                            "tanist.workers.timeout",
                            DURATION,
                            "10s",
                            EQUAL,
                            "Silence after which a worker is lost; for a later release.")
                    .in("1s", "1h"),
            row(AUTHENTICATION, TEXT, "", RESTART, "none: serve addresses other than loopback without authentication."),
            row(
                            "tanist.activation.timeout",
                            DURATION,
                            "30s",
                            ALIVE,
                            "Limit of each step of becoming active, replay included.")
                    .in("1s", "1h"),
            row(
                            "tanist.transitions.park-timeout",
                            DURATION,
                            "5s",
                            ALIVE,
                            "How long commands wait while no master is active.")
                    .in("0s", "60s"),
            row("tanist.disk.min-free", BYTES, "256MB", ALIVE, "With less free space than this a master stands down.")
                    .in("0B", "100TB"),
            row(
                            "tanist.disk.probe-interval",
                            DURATION,
                            "1s",
                            ALIVE,
                            "How often a master tries its disk with a durable write.")
                    .in("100ms", "1h"),
            row(
                            "tanist.disk.probe-timeout",
                            DURATION,
                            "3s",
                            ALIVE,
                            "A durable write that takes longer makes a master stand down.")
                    .in("100ms", "1h"),
            row(
                            PORT,
                            NUMBER,
                            "3000",
                            RESTART,
                            "Port for HTTP; masters talk to each other on this plus 10000 (flag -port).")
                    .in("1", "55535"),
            row("tanist.http.max-body", BYTES, "1MiB", ALIVE, "Largest request body.")
                    .in("1kB", "1GB"),
            row("tanist.http.threads", NUMBER, "24", RESTART, "Threads that serve HTTP.")
                    .in("12", "1000"),
            row(
                            "tanist.http.idle-timeout",
                            DURATION,
                            "60s",
                            RESTART,
                            "An idle HTTP connection is closed after this time.")
                    .in("1s", "1h"),
            row(
                            "tanist.stop.timeout",
                            DURATION,
                            "15s",
                            ALIVE,
                            "Limit of an orderly stop; then the process ends itself.")
                    .in("1s", "10m"),
            row("tanist.log.level", TEXT, "info", ALIVE, "Level of the log: error, warn, info, debug or trace."),
            row(
                    "tanist.log.levels",
                    TEXTS,
                    "",
                    ALIVE,
                    "Levels of parts of the log, such as [\"org.tanist.http=debug\"]."),
            row("tanist.log.file-size", BYTES, "16MB", RESTART, "The log goes to a new file at this size.")
                    .in("64kB", "10GB"),
            row("tanist.log.files", NUMBER, "8", RESTART, "Old log files that are kept.")
                    .in("1", "1000"));

    private static final Map<String, Key> BY_NAME = byName();

    private Keys() {}

    /** All keys, sorted by name. */
    public static Collection<Key> all() {
        return BY_NAME.values();
    }

    /** The key of this name, or null. */
    static @Nullable Key find(String name) {
        return BY_NAME.get(name);
    }

    private static Key row(String name, Kind kind, String fallback, Set<Trait> traits, String description) {
        return new Key(name, kind, fallback, traits, null, description);
    }

    private static Map<String, Key> byName() {
        Map<String, Key> byName = new TreeMap<>();
        ROWS.forEach(key -> byName.put(key.name(), key));
        return byName;
    }
}
