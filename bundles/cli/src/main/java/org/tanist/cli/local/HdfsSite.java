package org.tanist.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration files of an HDFS on loopback: one directory for clients, one for each server.
 *
 * @param directory below which they, and the servers' data, lie
 * @param nameNodes their ports
 * @param dataNodes their ports
 */
record HdfsSite(Path directory, List<NameNode> nameNodes, List<DataNode> dataNodes) {
    static final String SERVICE = "nsx";

    /** Ports of a NameNode. */
    record NameNode(int rpc, int http) {}

    /** Ports of a datanode. */
    record DataNode(int data, int ipc, int http) {}

    boolean highlyAvailable() {
        return nameNodes.size() > 1;
    }

    /** The file system, for clients with the files of {@link #client}. */
    String root() {
        return "hdfs://" + (highlyAvailable() ? SERVICE : host(nameNodes.get(0).rpc()));
    }

    Path client() {
        return directory.resolve("client");
    }

    Path nameNode(int number) {
        return directory.resolve(name(number));
    }

    /** As the administration calls it. */
    static String name(int number) {
        return "nn" + (number + 1);
    }

    Path names(int number) {
        return directory.resolve("data").resolve(name(number));
    }

    Path dataNode(int number) {
        return directory.resolve("dn" + (number + 1));
    }

    void write() {
        Map<String, String> all = common();
        write(client(), all);
        for (int i = 0; i < nameNodes.size(); i++) {
            Map<String, String> one = new TreeMap<>(all);
            one.put("dfs.namenode.name.dir", names(i).toUri().toString());
            if (highlyAvailable()) {
                one.put("dfs.ha.namenode.id", name(i));
            }
            write(nameNode(i), one);
        }
        for (int i = 0; i < dataNodes.size(); i++) {
            Map<String, String> one = new TreeMap<>(all);
            one.put(
                    "dfs.datanode.data.dir",
                    directory.resolve("data").resolve("dn" + (i + 1)).toUri().toString());
            one.put("dfs.datanode.address", host(dataNodes.get(i).data()));
            one.put("dfs.datanode.ipc.address", host(dataNodes.get(i).ipc()));
            one.put("dfs.datanode.http.address", host(dataNodes.get(i).http()));
            one.put("dfs.datanode.hostname", "127.0.0.1");
            write(dataNode(i), one);
        }
    }

    private Map<String, String> common() {
        Map<String, String> all = new TreeMap<>();
        all.put("fs.defaultFS", root());
        all.put("hadoop.tmp.dir", directory.resolve("temporary").toString());
        all.put("dfs.replication", Integer.toString(Math.min(2, dataNodes.size())));
        all.put("dfs.namenode.safemode.extension", "0");
        all.put("dfs.namenode.datanode.registration.ip-hostname-check", "false");
        all.put("dfs.heartbeat.interval", "1");
        all.put("dfs.namenode.avoid.write.stale.datanode", "true");
        all.put("dfs.namenode.avoid.read.stale.datanode", "true");
        all.put("dfs.namenode.stale.datanode.interval", "5000");
        // A plain copy is to be as durable as ours, so that they can be compared.
        all.put("dfs.datanode.synconclose", "true");
        all.put("dfs.client.block.write.replace-datanode-on-failure.policy", "NEVER");
        if (highlyAvailable()) {
            all.put("dfs.nameservices", SERVICE);
            all.put(
                    "dfs.ha.namenodes." + SERVICE,
                    IntStream.range(0, nameNodes.size())
                            .mapToObj(HdfsSite::name)
                            .collect(Collectors.joining(",")));
            for (int i = 0; i < nameNodes.size(); i++) {
                String suffix = "." + SERVICE + "." + name(i);
                all.put(
                        "dfs.namenode.rpc-address" + suffix,
                        host(nameNodes.get(i).rpc()));
                all.put(
                        "dfs.namenode.http-address" + suffix,
                        host(nameNodes.get(i).http()));
            }
            all.put(
                    "dfs.client.failover.proxy.provider." + SERVICE,
                    "org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider");
            all.put(
                    "dfs.namenode.shared.edits.dir",
                    directory.resolve("data/shared").toUri().toString());
            all.put("dfs.ha.fencing.methods", "shell(/bin/true)");
            all.put("dfs.ha.tail-edits.period", "1s");
            all.put("dfs.ha.nn.not-become-active-in-safemode", "false");
        } else {
            all.put("dfs.namenode.rpc-address", host(nameNodes.get(0).rpc()));
            all.put("dfs.namenode.http-address", host(nameNodes.get(0).http()));
        }
        return all;
    }

    static String host(int port) {
        return "127.0.0.1:" + port;
    }

    private static void write(Path folder, Map<String, String> settings) {
        try {
            Files.createDirectories(folder);
            // What is of HDFS in the other file would be overruled by the defaults of HDFS.
            Files.writeString(folder.resolve("core-site.xml"), text(settings, name -> !name.startsWith("dfs.")));
            Files.writeString(folder.resolve("hdfs-site.xml"), text(settings, name -> name.startsWith("dfs.")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of HDFS: " + e.getMessage(), e);
        }
    }

    private static String text(Map<String, String> settings, Predicate<String> wanted) {
        return settings.entrySet().stream()
                .filter(one -> wanted.test(one.getKey()))
                .map(one -> "  <property><name>" + one.getKey() + "</name><value>" + one.getValue()
                        + "</value></property>\n")
                .collect(Collectors.joining("", "<configuration>\n", "</configuration>\n"));
    }
}
