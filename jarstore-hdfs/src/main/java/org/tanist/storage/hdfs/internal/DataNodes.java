package org.tanist.storage.hdfs.internal;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DFSOutputStream;
import org.apache.hadoop.hdfs.DFSUtilClient;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.client.HdfsDataOutputStream;
import org.apache.hadoop.hdfs.protocol.ClientDatanodeProtocol;
import org.apache.hadoop.hdfs.protocol.DatanodeInfo;
import org.apache.hadoop.hdfs.protocol.LocatedBlock;
import org.apache.hadoop.ipc.RemoteException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which datanodes do not answer.
 *
 * <p>One that stands still keeps its connections, and the NameNode goes on choosing it for 10 minutes. Hadoop's client waits for it for 5 s
 * for each datanode of the pipeline (a constant, {@code HdfsConstants.READ_TIMEOUT_EXTENSION}), and then leaves out the first of them,
 * whoever was silent: it relies on the datanodes to tell, who by default wait for a minute. So a write that is stuck makes us ask the
 * datanodes that it waits for. As long as one is silent, new files are made on those that answer, which is on fewer if there are too few.
 *
 * <p>The list of all datanodes is for HDFS's administrators; those that earlier files were on are what is known here. Thread-safe.
 */
final class DataNodes {
    private static final Logger LOG = LoggerFactory.getLogger(DataNodes.class);
    private static final Duration ANSWER = Duration.ofMillis(700);
    /** The NameNode is asked where a file is; and an answer that was late is not lost for that. */
    private static final Duration LIMIT = ANSWER.plusMillis(300);

    private static final int MOST_KNOWN = 64;
    private static final String BY_NAME = "dfs.client.use.datanode.hostname";

    private final DistributedFileSystem system;
    private final Calls calls;
    private final Set<DatanodeInfo> known = ConcurrentHashMap.newKeySet();
    private final Set<DatanodeInfo> silent = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    DataNodes(DistributedFileSystem system, Calls calls) {
        this.system = system;
        this.calls = calls;
    }

    /** Remembers where a file is being written. Asks nobody. */
    void learn(FSDataOutputStream out) {
        if (out instanceof HdfsDataOutputStream hdfs && hdfs.getWrappedStream() instanceof DFSOutputStream stream) {
            DatanodeInfo[] pipeline = stream.getPipeline();
            if (pipeline != null) {
                learn(Arrays.asList(pipeline));
            }
        }
    }

    private void learn(List<DatanodeInfo> nodes) {
        nodes.stream().filter(node -> known.size() < MOST_KNOWN).forEach(known::add);
    }

    /** Where a new file should be: the datanodes that answer. Empty if HDFS may choose, because none is known to be silent. */
    List<InetSocketAddress> preferred() {
        if (silent.isEmpty()) {
            return List.of();
        }
        if (looking.compareAndSet(false, true)) {
            calls.later("look at the silent datanodes", () -> {
                look(List.copyOf(silent));
                looking.set(false);
            });
        }
        return known.stream()
                .filter(node -> !silent.contains(node))
                .map(node -> new InetSocketAddress(node.getIpAddr(), node.getXferPort()))
                .toList();
    }

    /** Who holds up the writing of a file, in half a sentence: asks the datanodes that it waits for, and all others that are known. */
    Optional<String> obstacle(Path file) {
        List<DatanodeInfo> nodes = locations(file);
        learn(nodes);
        Set<DatanodeInfo> all = new LinkedHashSet<>(nodes);
        all.addAll(known);
        look(List.copyOf(all));
        return nodes.stream()
                .filter(silent::contains)
                .findFirst()
                .map(node -> "datanode " + node.getXferAddr() + " does not answer, and the write waits for it: is it"
                        + " frozen, overloaded or cut off? Stop it, or mend it");
    }

    private List<DatanodeInfo> locations(Path file) {
        try {
            LocatedBlock last = calls.within(
                    LIMIT,
                    "locate '" + file + "'",
                    () -> system.getClient()
                            .getLocatedBlocks(file.toUri().getPath(), 0)
                            .getLastLocatedBlock());
            return last == null ? List.of() : List.of(last.getLocations());
        } catch (IOException e) {
            LOG.debug("where '{}' is written is not known: {}", file, Causes.line(e));
            return List.of();
        }
    }

    /** Asks them all at once; if none answers a second time, because then it is rather this master, or its host, that was too busy. */
    private void look(List<DatanodeInfo> nodes) {
        List<Calls.Call<Boolean>> questions = new ArrayList<>();
        nodes.forEach(node -> questions.add(() -> answers(node)));
        List<Boolean> first = calls.all(LIMIT, questions);
        List<Boolean> answers = first.contains(true) ? first : calls.all(LIMIT, questions);
        for (int i = 0; i < answers.size(); i++) {
            DatanodeInfo node = nodes.get(i);
            if (answers.get(i)) {
                if (silent.remove(node)) {
                    LOG.info("datanode {} answers again", node.getXferAddr());
                }
            } else if (silent.add(node)) {
                LOG.warn("datanode {} does not answer: new files are made on others", node.getXferAddr());
            }
        }
    }

    /** Whatever it says, even that it does not want to: it lives. */
    private boolean answers(DatanodeInfo node) {
        @Nullable ClientDatanodeProtocol proxy = null;
        try {
            proxy = DFSUtilClient.createClientDatanodeProtocolProxy(
                    node,
                    system.getConf(),
                    (int) ANSWER.toMillis(),
                    system.getConf().getBoolean(BY_NAME, false));
            proxy.getDatanodeInfo();
            return true;
        } catch (RemoteException e) {
            return true;
        } catch (IOException e) {
            LOG.debug("datanode {}: {}", node.getXferAddr(), Causes.line(e));
            return false;
        } finally {
            close(proxy);
        }
    }

    /** Whether all datanodes of a block answer, and to none of them it is being written: they were started again since. */
    boolean noneWrites(LocatedBlock block) {
        List<Calls.Call<Boolean>> questions = new ArrayList<>();
        for (DatanodeInfo node : block.getLocations()) {
            questions.add(() -> writesNot(node, block));
        }
        List<Boolean> answers = calls.all(LIMIT, questions);
        return !answers.isEmpty() && answers.stream().allMatch(answer -> answer);
    }

    /** The length of a block that waits for its recovery is said to be -1. */
    private boolean writesNot(DatanodeInfo node, LocatedBlock block) {
        @Nullable ClientDatanodeProtocol proxy = null;
        try {
            proxy = DFSUtilClient.createClientDatanodeProtocolProxy(
                    node,
                    system.getConf(),
                    (int) ANSWER.toMillis(),
                    system.getConf().getBoolean(BY_NAME, false),
                    block);
            return proxy.getReplicaVisibleLength(block.getBlock()) < 0;
        } catch (RemoteException e) {
            return e.getClassName().endsWith(".ReplicaNotFoundException");
        } catch (IOException e) {
            LOG.debug("datanode {}: {}", node.getXferAddr(), Causes.line(e));
            return false;
        } finally {
            close(proxy);
        }
    }

    private static void close(@Nullable ClientDatanodeProtocol proxy) {
        if (proxy instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                LOG.debug("a connection to a datanode could not be closed: {}", Causes.line(e));
            }
        }
    }
}
