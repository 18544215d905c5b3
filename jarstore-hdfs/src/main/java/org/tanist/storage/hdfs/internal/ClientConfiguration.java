package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The configuration of the Hadoop client: the files of the site, then the limits that a take-over needs, then {@code tanist-site.xml} of
 * the same directory, by which people have the last word.
 *
 * <p>Hadoop's defaults are made for jobs that run for hours: a datanode that is gone is asked again for 10 s, one that is silent for a
 * minute, a NameNode for 15 minutes.
 */
final class ClientConfiguration {
    private static final List<String> SITE = List.of("core-site.xml", "hdfs-site.xml");
    private static final String LAST_WORD = "tanist-site.xml";
    private static final String SERVICES = "dfs.nameservices";
    private static final String FAILOVER = "dfs.client.failover.proxy.provider.";
    private static final String NAME_NODE = "dfs.namenode.rpc-address.";
    private static final String PLAIN_FAILOVER =
            "org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider";

    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("fs.hdfs.impl", "org.apache.hadoop.hdfs.DistributedFileSystem"),
            Map.entry("fs.hdfs.impl.disable.cache", "true"),
            // A NameNode, or a datanode that is asked for a length: refused means gone, silent means the next one.
            Map.entry("ipc.client.connect.timeout", "1500"),
            Map.entry("ipc.client.connect.max.retries", "0"),
            Map.entry("ipc.client.connect.max.retries.on.timeouts", "0"),
            Map.entry("ipc.client.rpc-timeout.ms", "4000"),
            // From one NameNode to the other and back, for about 7 s in all.
            Map.entry("dfs.client.failover.max.attempts", "12"),
            Map.entry("dfs.client.failover.sleep.base.millis", "50"),
            Map.entry("dfs.client.failover.sleep.max.millis", "800"),
            Map.entry("dfs.client.failover.connection.retries", "0"),
            Map.entry("dfs.client.failover.connection.retries.on.timeouts", "0"),
            Map.entry("dfs.client.retry.policy.enabled", "false"),
            Map.entry("dfs.client.retry.max.attempts", "6"),
            // A datanode that is read from; and half of it between the signs of life of a pipeline.
            Map.entry("dfs.client.socket-timeout", "1500"),
            Map.entry("dfs.client.retry.window.base", "200"),
            Map.entry("dfs.client.retry.times.get-last-block-length", "3"),
            Map.entry("dfs.client.retry.interval-ms.get-last-block-length", "200"),
            // One stream's bad experience with a datanode spares all others the same.
            Map.entry("dfs.client.deadnode.detection.enabled", "true"),
            // One that did not take a block may take a later one of the same file: it was started again since.
            Map.entry("dfs.client.write.exclude.nodes.cache.expiry.interval.millis", "2000"),
            // One that restarts in order asks for patience; there are others.
            Map.entry("dfs.client.datanode-restart.timeout", "1"),
            // The last block's report is on its way when a file is closed: 400 ms are long for that.
            Map.entry("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "10"),
            Map.entry("dfs.client.block.write.locateFollowingBlock.retries", "10"),
            // Each packet, also that of one small record, has a buffer of 64 KB: fresh ones cost a full collection of a
            // master's heap for every 60 MB, which stops it for 60 ms. No limit, for at one a writer would wait.
            Map.entry("dfs.client.write.byte-array-manager.enabled", "true"),
            Map.entry("dfs.client.write.byte-array-manager.count-threshold", "4"),
            Map.entry("dfs.client.write.byte-array-manager.count-limit", "1048576"),
            // With too few datanodes left to replace one, going on is what replication is for.
            Map.entry("dfs.client.block.write.replace-datanode-on-failure.best-effort", "true"));

    private ClientConfiguration() {}

    /**
     * Reads it.
     *
     * @param directory of the site's files; empty if there is none
     * @throws IOException if a file cannot be read, or the address is a nameservice that none of them explains
     */
    static Configuration of(HdfsAddress address, String directory) throws IOException {
        Configuration configuration = plain();
        if (!directory.isEmpty()) {
            Path folder = Path.of(directory);
            if (!Files.isDirectory(folder)) {
                throw new IOException("'" + directory
                        + "' is no directory: set tanist.jarstore.hadoop.conf-dir (or HADOOP_CONF_DIR) to the one with"
                        + " core-site.xml and hdfs-site.xml");
            }
            for (String name : SITE) {
                add(configuration, folder.resolve(name));
            }
        }
        OURS.forEach(configuration::set);
        if (!directory.isEmpty()) {
            Configuration last = plain();
            add(last, Path.of(directory).resolve(LAST_WORD));
            last.forEach(entry -> configuration.set(entry.getKey(), entry.getValue()));
        }
        explain(configuration, address, directory);
        return configuration;
    }

    private static Configuration plain() {
        Configuration configuration = new Configuration(false);
        configuration.setClassLoader(ClientConfiguration.class.getClassLoader());
        return configuration;
    }

    private static void add(Configuration configuration, Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        if (!Files.isReadable(file)) {
            throw new IOException("'" + file + "' cannot be read by user " + System.getProperty("user.name"));
        }
        try {
            configuration.addResource(file.toUri().toURL());
            // Files are read late; what is wrong with this one shall be said with its name.
            configuration.size();
        } catch (RuntimeException e) {
            throw new IOException("'" + file + "' is no configuration of Hadoop: " + Causes.line(e), e);
        }
    }

    /** A name without a port is a nameservice, or a host at which a NameNode has the default port. */
    private static void explain(Configuration configuration, HdfsAddress address, String directory) throws IOException {
        Collection<String> services = configuration.getTrimmedStringCollection(SERVICES);
        if (services.contains(address.host())) {
            if (address.port() >= 0) {
                throw new IOException("'" + address.text() + "': '" + address.host()
                        + "' is a nameservice, which has no port: write hdfs://" + address.host() + address.path());
            }
            explainNameNodes(configuration, address, directory);
            String key = FAILOVER + address.host();
            // Reads from an observer may be old; what is decided here must not be.
            if (configuration.getTrimmed(key, "Observer").contains("Observer")) {
                configuration.set(key, PLAIN_FAILOVER);
            }
            return;
        }
        try {
            InetAddress.getByName(address.host());
        } catch (UnknownHostException e) {
            String known = known(directory, services);
            throw new IOException(
                    "'" + address.text() + "': '" + address.host() + "' is neither a host that can be found nor a"
                            + " nameservice (" + known
                            + "): correct it, or set tanist.jarstore.hadoop.conf-dir or HADOOP_CONF_DIR",
                    e);
        }
    }

    private static void explainNameNodes(Configuration configuration, HdfsAddress address, String directory)
            throws IOException {
        String names = "dfs.ha.namenodes." + address.host();
        Collection<String> nameNodes = configuration.getTrimmedStringCollection(names);
        String missing = nameNodes.stream()
                .map(one -> NAME_NODE + address.host() + "." + one)
                .filter(key -> configuration.getTrimmed(key, "").isEmpty())
                .findFirst()
                .orElse(nameNodes.isEmpty() ? names : "");
        if (!missing.isEmpty()) {
            throw new IOException("'" + address.text() + "': " + missing + " is not set in '" + directory
                    + "': nobody knows the NameNodes of the nameservice; give the masters hdfs-site.xml of the HDFS");
        }
    }

    private static String known(String directory, Collection<String> services) {
        if (directory.isEmpty()) {
            return "no directory with hdfs-site.xml is configured";
        }
        return Files.exists(Path.of(directory, SITE.get(1)))
                ? "hdfs-site.xml in '" + directory + "' has " + SERVICES + " = " + String.join(",", services)
                : "there is no hdfs-site.xml in '" + directory + "'";
    }
}
