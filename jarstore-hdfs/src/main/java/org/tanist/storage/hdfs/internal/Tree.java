package org.tanist.storage.hdfs.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem.HdfsDataOutputStreamBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes files and names below the root. Thread-safe; calls block without a limit of their own. */
final class Tree {
    private static final Logger LOG = LoggerFactory.getLogger(Tree.class);
    private static final AtomicLong TEMPORARY = new AtomicLong();

    private final DistributedFileSystem system;
    private final Names names;
    private final DataNodes dataNodes;
    private final String prefix;

    /**
     * A tree.
     *
     * @param writer names temporary files; another one for each master and each of its starts
     */
    Tree(DistributedFileSystem system, Names names, DataNodes dataNodes, String writer) {
        this.system = system;
        this.names = names;
        this.dataNodes = dataNodes;
        this.prefix = writer + "-";
    }

    DistributedFileSystem system() {
        return system;
    }

    Names names() {
        return names;
    }

    DataNodes dataNodes() {
        return dataNodes;
    }

    /** A name for a temporary file or directory that nobody else has. */
    Path temporary() {
        return names.temporary(prefix + TEMPORARY.incrementAndGet());
    }

    /** Creates a file and the directories above it. */
    FSDataOutputStream create(Path file, boolean overwrite) throws IOException {
        try {
            return createBelowParent(file, overwrite);
        } catch (FileNotFoundException e) {
            makeParent(file);
            return createBelowParent(file, overwrite);
        }
    }

    /**
     * Replicated and not erasure coded, which knows no sync; and each block is synced when it is full. While a datanode is silent, on the
     * others, as many as there are.
     */
    private FSDataOutputStream createBelowParent(Path file, boolean overwrite) throws IOException {
        HdfsDataOutputStreamBuilder builder =
                system.createFile(file).overwrite(overwrite).replicate().syncBlock();
        List<InetSocketAddress> preferred = dataNodes.preferred();
        if (!preferred.isEmpty()) {
            int replicas = Math.min(system.getDefaultReplication(file), preferred.size());
            builder.favoredNodes(preferred.subList(0, replicas).toArray(InetSocketAddress[]::new));
            builder.replication((short) replicas);
        }
        FSDataOutputStream out;
        try {
            out = builder.build();
        } catch (IOException e) {
            throw Causes.unwrapped(e);
        }
        if (!out.hasCapability(StreamCapabilities.HSYNC)) {
            out.close();
            throw new IOException("this HDFS cannot sync a file while it is written (hsync)");
        }
        return out;
    }

    /** Makes a complete and durable file. */
    void write(Path file, byte[] content) throws IOException {
        FSDataOutputStream out = create(file, true);
        try {
            out.write(content);
            out.hsync();
            dataNodes.learn(out);
        } catch (IOException | RuntimeException e) {
            abandon(out);
            throw e;
        }
        out.close();
    }

    /** A stream that has failed fails again when it is closed, with the very same exception, which cannot be suppressed by itself. */
    private static void abandon(FSDataOutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            LOG.debug("a file that could not be written was not closed: {}", Causes.line(e));
        }
    }

    /** Gives a complete and durable file its name. @return false if the name was taken; the file is gone then */
    boolean place(Path temporary, Path file) throws IOException {
        boolean placed = rename(temporary, file);
        if (!placed) {
            discard(temporary);
        }
        return placed;
    }

    /** A file that was made on fewer datanodes than usual, because others were silent, is to be on as many as usual. */
    void replicate(Path file) throws IOException {
        short usual = system.getDefaultReplication(file);
        if (system.getFileStatus(file).getReplication() < usual) {
            system.setReplication(file, usual);
        }
    }

    /**
     * Has the complete blocks of a file that is still being written copied to as many datanodes as usual. HDFS looks at such blocks when
     * the wanted number grows, and else not before the file is complete. To one that has an old piece of such a block HDFS copies it only
     * after that one has reported all its blocks, which it does when it starts and then every few hours.
     */
    void replicateBlocks(Path file) throws IOException {
        short usual = system.getDefaultReplication(file);
        system.setReplication(file, (short) (usual + 1));
        system.setReplication(file, usual);
    }

    /** On how many datanodes a new file would be: makes one, and deletes it. */
    int possibleReplicas() throws IOException {
        Path temporary = temporary();
        FSDataOutputStream out = create(temporary, true);
        try {
            out.write(1);
            out.hsync();
            dataNodes.learn(out);
            return Pipelines.width(out, 0);
        } finally {
            abandon(out);
            discard(temporary);
        }
    }

    /**
     * Renames, never over anything, and makes the directories above.
     *
     * @return false if the new name is taken
     */
    boolean rename(Path from, Path to) throws IOException {
        for (boolean again = false; ; again = true) {
            try {
                system.rename(from, to, Options.Rename.NONE);
                return true;
            } catch (IOException e) {
                IOException cause = Causes.unwrapped(e);
                if (Causes.taken(cause)) {
                    // When the answer to the first request was lost, this one found its effect.
                    return !system.exists(from);
                }
                if (again || !(cause instanceof FileNotFoundException)) {
                    throw cause;
                }
                makeParent(to);
            }
        }
    }

    /** Makes the directories between the root and a file. Never the root itself: when that is gone, somebody has deleted it. */
    private void makeParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (!system.exists(names.marker())) {
            throw new IOException("'" + names.root() + "' is gone, or is no directory of Tanist any more");
        }
        system.mkdirs(parent);
    }

    /** Deletes what was temporary. It does no harm if it stays: the next start of this master deletes it. */
    void discard(Path temporary) {
        try {
            system.delete(temporary, true);
        } catch (IOException e) {
            LOG.debug("temporary '{}' stays: {}", temporary, Causes.line(e));
        }
    }
}
