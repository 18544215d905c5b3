package org.tanist.master.internal.runtime;

import java.io.InputStream;
import java.util.function.Consumer;
import org.tanist.cluster.Position;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;

/**
 * Follows the own log of an election whose journal is elsewhere: an election may wait for a consumer before it lets a master lead. Nothing
 * may come, or the journal was there before and would be left behind.
 */
final class UnusedLog implements EntryConsumer {
    private final Consumer<String> alarm;

    UnusedLog(Consumer<String> alarm) {
        this.alarm = alarm;
    }

    @Override
    public void apply(Position position, Entry entry) {
        refuse(position);
    }

    @Override
    public void restore(Position position, InputStream snapshot) {
        if (position.index() > 0) {
            refuse(position);
        }
    }

    private void refuse(Position position) {
        alarm.accept("tanist.journal.provider: the election's own log holds entries up to " + position
                + ", which a journal on a storage would leave behind; set it back to 'election', or restore a backup into an"
                + " empty cluster");
    }
}
