package org.tanist.election.raft.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through Ratis' log files before Ratis does. Ratis refuses a file whose last entry was cut by a crash, because its files are
 * filled with zeros beforehand and the cut entry then looks corrupt. An entry that was being written when the power went is no
 * one's loss: it is cut off here, and the leader sends it again. Damage that has a whole entry after it is another matter.
 *
 * <p>A file is {@code RaftLog1}, then per entry its length as a varint, the {@code LogEntryProto}, and the CRC32C of both; zeros
 * follow the last one.
 */
final class SegmentCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentCheck.class);
    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.UTF_8);
    private static final int CRC_BYTES = 4;
    private static final int VARINT_BYTES = 5;
    private static final byte TERM_TAG = 0x08;

    private final Path file;
    private final byte[] bytes;

    private SegmentCheck(Path file) throws IOException {
        this.file = file;
        this.bytes = Files.readAllBytes(file);
    }

    /**
     * Cuts unfinished writes off the files that were being written.
     *
     * @throws IOException if one is damaged in its middle; names the file
     */
    static void repair(Path current) throws IOException {
        if (Files.isDirectory(current)) {
            try (DirectoryStream<Path> open = Files.newDirectoryStream(current, "log_inprogress_*")) {
                for (Path file : open) {
                    new SegmentCheck(file).cut();
                }
            }
        }
    }

    /** Where the whole entries of a log file end. Its last byte tells nothing: a checksum may end with zeros, too. */
    static int endOfEntries(Path file) throws IOException {
        return new SegmentCheck(file).endOfEntries();
    }

    /** Throws if any log file is damaged, and names it. */
    static void demandSound(Path current) throws IOException {
        if (Files.isDirectory(current)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(current, "log_*")) {
                for (Path file : all) {
                    SegmentCheck check = new SegmentCheck(file);
                    int end = check.endOfEntries();
                    if (!check.onlyZerosFrom(end)) {
                        throw check.damaged(end);
                    }
                }
            }
        }
    }

    private void cut() throws IOException {
        int end = endOfEntries();
        if (onlyZerosFrom(end)) {
            return;
        }
        if (entryAfter(end)) {
            throw damaged(end);
        }
        LOG.warn("cutting what is not a whole entry off {} at byte {}: a write that a crash cut short", file, end);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    private IOException damaged(int position) {
        return new IOException("the journal file " + file + " is damaged at byte " + position
                + ": restore this master's directory, or remove the master and add it anew with an empty one");
    }

    /** Where the entries that are whole end; a file whose header is not whole has none. */
    private int endOfEntries() {
        if (bytes.length < HEADER.length || !Arrays.equals(HEADER, 0, HEADER.length, bytes, 0, HEADER.length)) {
            return 0;
        }
        int position = HEADER.length;
        int next = afterEntry(position);
        while (next > 0) {
            position = next;
            next = afterEntry(position);
        }
        return position;
    }

    /** The position after the entry that begins here; 0 if none that is whole does. */
    private int afterEntry(int position) {
        long length = 0;
        int at = position;
        for (int i = 0; i < VARINT_BYTES && at < bytes.length; i++, at++) {
            length |= (long) (bytes[at] & 0x7f) << (7 * i);
            if (bytes[at] >= 0) {
                return whole(position, at + 1, length);
            }
        }
        return 0;
    }

    private int whole(int position, int body, long length) {
        long end = body + length;
        if (length == 0 || end + CRC_BYTES > bytes.length) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, position, (int) end - position);
        return ByteBuffer.wrap(bytes).getInt((int) end) == (int) crc.getValue() ? (int) end + CRC_BYTES : 0;
    }

    private boolean onlyZerosFrom(int position) {
        for (int i = position; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a whole entry begins behind this position; every entry begins with its term, which keeps the search cheap. */
    private boolean entryAfter(int position) {
        for (int tag = position + 2; tag < bytes.length; tag++) {
            if (bytes[tag] == TERM_TAG) {
                for (int start = Math.max(position + 1, tag - VARINT_BYTES); start < tag; start++) {
                    if (afterEntry(start) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
