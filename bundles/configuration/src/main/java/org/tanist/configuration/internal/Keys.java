package org.tanist.configuration.internal;

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

    /** Which other schemes there are is up to plugins. */
    private static final String ROOT =
            "(file:///\\S.*|hdfs://[^/\\s]+/\\S.*|(?!(file|hdfs|nfs):)[a-z][a-z0-9+.-]*://.+)?";

    private static final String ROOT_WORDS = "an address such as file:///mnt/tanist or hdfs://host:port/directory"
            + " (a directory on NFS is mounted first)";

    private static final List<Key> ROWS = List.of(
            key(HOSTNAME, TEXT, "")
                    .own()
                    .like("[^\\s/?#@]*", "a host name or an address")
                    .says("Host that others reach this master by; empty: 127.0.0.1 (flag -ip)."),
            key(NAME, TEXT, "")
                    .own()
                    .like(
                            "([A-Za-z0-9][A-Za-z0-9._:-]{0,127})?",
                            "a name: 1 to 128 letters, digits and . _ - :, a letter or digit first")
                    .says("Human name of this master; empty: host:port (flag -name)."),
            key(DIRECTORY, TEXT, "").own().says("Data directory; empty: TANIST_HOME/data/<port> (flag -dir)."),
            key("tanist.cluster.name", TEXT, "tanist")
                    .shared()
                    .like("[A-Za-z0-9._-]{1,64}", "a name of 1 to 64 letters, digits and . _ -")
                    .says("Name of the cluster; masters of another name are refused."),
            key(MASTERS, TEXTS, "")
                    .own()
                    .says("First masters as host:port, used at the first start only (flag -peers)."),
            key("tanist.ha.enable", FLAG, "true").shared().says("false: a single master without election."),
            key("tanist.election.provider", TEXT, "raft")
                    .shared()
                    .says("How masters elect: raft, zookeeper, or any name that a plugin registers."),
            key("tanist.election.timeout", DURATION, "1s")
                    .shared()
                    .in("100ms", "60s")
                    .says("Time after which a silent active is given up."),
            key("tanist.election.early-detection", FLAG, "true")
                    .shared()
                    .says("Notice a dead active by its closed connections, at once."),
            key("tanist.election.priority", NUMBER, "0")
                    .own()
                    .in("-1000", "1000")
                    .says("A master with a higher number is preferred as active."),
            key("tanist.election.raft.leader", TEXT, "apart")
                    .shared()
                    .like("apart|together", "apart or together")
                    .says(
                            "Raft leadership: apart from the active, for the fastest failover, or together, for one hop less on a write."),
            key("tanist.election.zookeeper.connect", TEXT, "")
                    .says(
                            "ZooKeeper servers and the cluster's path, such as zk1:2181,zk2:2181/tanist; without a path: /tanist."),
            key("tanist.election.zookeeper.session-timeout", DURATION, "4s")
                    .shared()
                    .in("500ms", "120s")
                    .says("ZooKeeper session time-out: a silent active is given up after it."),
            key("tanist.election.zookeeper.auth-file", TEXT, "")
                    .says("File with one line user:password for ZooKeeper's digest scheme; empty: no authentication."),
            key("tanist.election.zookeeper.tls.enable", FLAG, "false")
                    .shared()
                    .says("Talk TLS with the ZooKeeper servers."),
            key("tanist.election.zookeeper.tls.truststore", TEXT, "")
                    .says(
                            "Key store with the certificates that ZooKeeper servers are trusted by; empty: those of Java."),
            key("tanist.election.zookeeper.tls.truststore-password-file", TEXT, "")
                    .says("File with the password of the trust store."),
            key("tanist.election.zookeeper.tls.keystore", TEXT, "")
                    .says("Key store with this master's own certificate for ZooKeeper; empty: none."),
            key("tanist.election.zookeeper.tls.keystore-password-file", TEXT, "")
                    .says("File with the password of the key store."),
            key("tanist.journal.provider", TEXT, "election")
                    .shared()
                    .like("election|storage", "election or storage")
                    .says(
                            "Where the journal lives; election: in the election provider's own log; storage: on a storage that all masters share."),
            key("tanist.journal.rootpath", TEXT, "")
                    .shared()
                    .like(ROOT, ROOT_WORDS)
                    .says(
                            "Address of the storage for a journal on one, e.g. file:///mnt/tanist; empty: that of the jar store."),
            key("tanist.journal.segment-limit", BYTES, "1GB")
                    .live()
                    .in("0B", "100TB")
                    .says(
                            "With a journal on a storage: the active checkpoints, then hands over to begin a new term, when its segments are longer; 0B: never."),
            key("tanist.checkpoint.entries", NUMBER, "100000")
                    .live()
                    .in("100", "100000000")
                    .says("A checkpoint is written after this many entries at the latest."),
            key("tanist.checkpoint.bytes", BYTES, "64MB")
                    .live()
                    .in("64kB", "100GB")
                    .says("A checkpoint is written after this many bytes of entries at the latest."),
            key("tanist.jarstore.rootpath", TEXT, "")
                    .shared()
                    .like(ROOT, ROOT_WORDS)
                    .says(
                            "Address of the jar store; empty: local disks, copied between masters. After 'tanist jar migrate' the journal's word counts."),
            key("tanist.jarstore.copies", TEXT, "majority")
                    .shared()
                    .like("majority|all|[1-9][0-9]?", "majority, all, or a number of masters")
                    .says("Masters that must have a jar on disk before it is published: majority, all, or a number."),
            key("tanist.jarstore.max-jar", BYTES, "512MB")
                    .live()
                    .in("1kB", "100GB")
                    .says("Largest jar."),
            key("tanist.jarstore.quota", BYTES, "0B")
                    .live()
                    .in("0B", "100TB")
                    .says("Largest sum of all jars; 0B: no limit."),
            key("tanist.jarstore.min-free", BYTES, "512MB")
                    .live()
                    .in("0B", "100TB")
                    .says("With less free space than this a master takes no jar."),
            key("tanist.jarstore.stall-timeout", DURATION, "10s")
                    .live()
                    .in("1s", "10m")
                    .says("A transfer of a jar between masters that stands still for longer is given up."),
            key("tanist.jarstore.scrub-interval", DURATION, "24h")
                    .live()
                    .in("1s", "8760h")
                    .says("How often a master re-reads all its jars to find damaged copies."),
            key("tanist.jarstore.scrub-rate", BYTES, "10MB")
                    .live()
                    .in("64kB", "10GB")
                    .says("How many bytes a second are re-read."),
            key("tanist.jarstore.hadoop.conf-dir", TEXT, "")
                    .says(
                            "Directory with core-site.xml and hdfs-site.xml, for hdfs://...; empty: HADOOP_CONF_DIR of the environment."),
            key("tanist.jarstore.hadoop.user", TEXT, "")
                    .says(
                            "Name by which HDFS knows the masters; empty: HADOOP_USER_NAME of the environment, or the process's user."),
            key("tanist.jarstore.hadoop.principal", TEXT, "")
                    .says("Kerberos principal for HDFS, such as tanist/_HOST@EXAMPLE.COM; empty: no Kerberos."),
            key("tanist.jarstore.hadoop.keytab", TEXT, "").says("File with the keys of the Kerberos principal."),
            key("tanist.workers.timeout", DURATION, "10s")
                    .shared()
                    .in("1s", "1h")
                    .says("Silence after which a worker is lost and its instances are placed elsewhere."),
            key(AUTHENTICATION, TEXT, "").says("none: serve addresses other than loopback without authentication."),
            key("tanist.activation.timeout", DURATION, "30s")
                    .live()
                    .in("1s", "1h")
                    .says("Limit of each step of becoming active, replay included."),
            key("tanist.transitions.park-timeout", DURATION, "5s")
                    .live()
                    .in("0s", "60s")
                    .says("How long commands wait while no master is active."),
            key("tanist.disk.min-free", BYTES, "256MB")
                    .live()
                    .in("0B", "100TB")
                    .says("With less free space than this a master stands down."),
            key("tanist.disk.probe-interval", DURATION, "1s")
                    .live()
                    .in("100ms", "1h")
                    .says("How often a master tries its disk with a durable write."),
            key("tanist.disk.probe-timeout", DURATION, "2s")
                    .live()
                    .in("100ms", "1h")
                    .says("A durable write that takes longer makes a master stand down."),
            key(PORT, NUMBER, "3000")
                    .own()
                    .in("1", "55535")
                    .says("Port for HTTP; masters talk to each other on this plus 10000 (flag -port)."),
            key("tanist.http.max-body", BYTES, "1MiB").live().in("1kB", "1GB").says("Largest request body."),
            key("tanist.http.threads", NUMBER, "24").in("12", "1000").says("Threads that serve HTTP."),
            key("tanist.http.idle-timeout", DURATION, "60s")
                    .in("1s", "1h")
                    .says("An idle HTTP connection is closed after this time."),
            key("tanist.stop.timeout", DURATION, "15s")
                    .live()
                    .in("1s", "10m")
                    .says("Limit of an orderly stop; then the process ends itself."),
            key("tanist.log.level", TEXT, "info")
                    .live()
                    .like("(?i)error|warn|info|debug|trace", "a level: write error, warn, info, debug or trace")
                    .says("Level of the log: error, warn, info, debug or trace."),
            key("tanist.log.levels", TEXTS, "")
                    .live()
                    .says("Levels of parts of the log, such as [\"org.tanist.http=debug\"]."),
            key("tanist.log.file-size", BYTES, "16MB")
                    .in("64kB", "10GB")
                    .says("The log goes to a new file at this size."),
            key("tanist.log.files", NUMBER, "8").in("1", "20").says("Old log files that are kept."));

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

    private static Key key(String name, Kind kind, String fallback) {
        return new Key(name, kind, fallback, Set.of(), null, "");
    }

    private static Map<String, Key> byName() {
        Map<String, Key> byName = new TreeMap<>();
        ROWS.forEach(key -> byName.put(key.name(), key));
        return byName;
    }
}
