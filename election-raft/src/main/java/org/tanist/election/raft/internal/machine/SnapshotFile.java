package org.tanist.election.raft.internal.machine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.util.MD5FileUtil;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.raft.internal.record.Ledger;
import org.tanist.journal.Snapshot;

/**
 * A checkpoint on disk: the ledger as of a Raft index, and the consumer's state, which may contain some entries more than the
 * ledger: those are not delivered again.
 *
 * @param ledger as of the Raft index in the file's name
 * @param delivered the last entry that the consumer's state contains
 * @param state the consumer's bytes; to be closed
 */
record SnapshotFile(Ledger ledger, Position delivered, InputStream state) implements AutoCloseable {
    private static final int MAGIC = 0x54414e31;

    /** Opens a checkpoint; its hash has been checked by the caller. */
    static SnapshotFile open(Path file) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16));
        try {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no checkpoint of this version of Tanist");
            }
            Ledger ledger = Ledger.read(in);
            Position delivered = new Position(new Term(in.readLong()), in.readLong());
            return new SnapshotFile(ledger, delivered, in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Writes a checkpoint so that it exists whole and durable, with its hash beside it, or not at all. */
    static MD5Hash write(File file, Ledger ledger, Snapshot snapshot) throws IOException {
        Path temporary = file.toPath().resolveSibling(file.getName() + ".part");
        try (FileOutputStream raw = new FileOutputStream(temporary.toFile());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(raw, 1 << 16))) {
            out.writeInt(MAGIC);
            ledger.write(out);
            out.writeLong(snapshot.position().term().value());
            out.writeLong(snapshot.position().index());
            snapshot.source().writeTo(out);
            out.flush();
            raw.getFD().sync();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        MD5Hash hash = MD5FileUtil.computeMd5ForFile(temporary.toFile());
        // The hash goes first: a checkpoint without one would be taken unchecked.
        MD5FileUtil.saveMD5File(file, hash);
        Files.move(temporary, file.toPath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.toPath().resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return hash;
    }

    @Override
    public void close() throws IOException {
        state.close();
    }
}
