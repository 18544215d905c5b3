package org.tanist.master.internal.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Term;
import org.tanist.master.internal.journal.Pipeline.Item;
import org.tanist.master.internal.journal.Pipeline.Written;
import org.tanist.master.internal.journal.SegmentRecord.Batch;
import org.tanist.master.internal.journal.SegmentRecord.Checkpoint;
import org.tanist.master.internal.journal.SegmentRecord.Commit;
import org.tanist.master.internal.journal.SegmentRecord.Head;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.storage.Appender;

/** Makes records of what waits and appends them to the segment, one group and one sync at a time. Used by the writing lane alone. */
final class GroupAppender {
    private static final Logger LOG = LoggerFactory.getLogger(GroupAppender.class);

    private final Term term;
    private final Appender appender;
    private final Ticker ticker;
    private long nextIndex;
    private long ticket;
    private volatile long logged;
    private volatile long length;
    private volatile long begunNanos;
    private volatile boolean busy;

    GroupAppender(Term term, Opener.Opened opened, Ticker ticker) {
        this.term = term;
        this.appender = opened.appender();
        this.ticker = ticker;
        this.nextIndex = opened.history().end().index() + 1;
        this.logged = opened.history().end().index();
    }

    /** Records that are to be appended together. */
    record Group(List<Written> written, byte[] frames, long committed) {}

    /** Gives each item its place. Without any, the group is one record that says what is committed. */
    Group group(List<Item> items, long committed) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        List<Written> written = new ArrayList<>();
        for (Item item : items) {
            SegmentRecord record = record(item, committed);
            frames.writeBytes(Frames.encode(record));
            written.add(new Written(++ticket, record, item));
        }
        if (items.isEmpty()) {
            frames.writeBytes(Frames.encode(new Commit(head(nextIndex - 1, committed))));
        }
        return new Group(written, frames.toByteArray(), committed);
    }

    private SegmentRecord record(Item item, long committed) {
        if (item.checkpoint().isPresent()) {
            return new Checkpoint(
                    head(nextIndex - 1, committed), item.checkpoint().get());
        }
        Batch batch = new Batch(head(nextIndex, committed), item.entries());
        nextIndex = batch.last() + 1;
        return batch;
    }

    private Head head(long sequence, long committed) {
        return new Head(term, sequence, committed, appender.length());
    }

    /** Appends a group; durable on return. @return the ticket of the last item that is durable */
    long write(Group group) throws IOException {
        begunNanos = ticker.nanos();
        busy = true;
        appender.append(group.frames(), 0, group.frames().length);
        appender.sync();
        busy = false;
        length = appender.length();
        logged = group.committed();
        return ticket;
    }

    /** What the segment itself says is committed. */
    long logged() {
        return logged;
    }

    /** Length of the segment in bytes. */
    long length() {
        return length;
    }

    /** For how long the running write has been running; 0 if there is none, the time since its beginning for one that failed. */
    double busyMillis() {
        return busy ? ticker.millisSince(begunNanos) : 0;
    }

    void close() {
        try {
            appender.close();
        } catch (IOException e) {
            LOG.debug("closing the segment of term {} failed; it is not written any more", term, e);
        }
    }
}
