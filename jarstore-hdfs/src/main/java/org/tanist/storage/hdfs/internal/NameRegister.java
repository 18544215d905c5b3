package org.tanist.storage.hdfs.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * A monotone register: a directory with one empty file, whose name is the value.
 *
 * <p>Raising it from v to w is the rename of v to w, which exactly one of all who try does. Reading it is setting the time of v, where v
 * is what this master knew last: a change, which only a NameNode makes whose edits a majority of the journal nodes takes, and which
 * fails once v has another name. So both are linearizable, whichever NameNode believes to be active, and both are one call.
 * A listing only proposes a v.
 *
 * <p>Thread-safe; calls block without a limit of their own.
 */
final class NameRegister {
    /** Each further attempt means that somebody else raised it meanwhile. */
    private static final int MOST_ATTEMPTS = 1000;

    /** Any; a file's time is not looked at by anybody. */
    private static final long TIME = 1;

    private final Tree tree;
    private final Path directory;
    private final String name;
    private volatile long known = -1;

    NameRegister(Tree tree, String name) {
        this.tree = tree;
        this.name = name;
        this.directory = tree.names().file(name);
    }

    /** The value. */
    long read() throws IOException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            long value = known >= 0 ? known : look();
            if (touch(value)) {
                return value;
            }
            known = -1;
        }
        throw new IOException("register '" + name + "' changes faster than it can be read");
    }

    /** What a listing shows: true a moment ago, or longer ago if the NameNode was deposed. */
    long glance() throws IOException {
        return look();
    }

    void raise(long target) throws IOException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            long value = known >= 0 ? known : look();
            if (value >= target ? touch(value) : move(value, target)) {
                return;
            }
            known = -1;
        }
        throw new IOException("register '" + name + "' changes faster than it can be raised");
    }

    /** Whether the value is this one, by the word of a NameNode that may change it. */
    private boolean touch(long value) throws IOException {
        try {
            tree.system().setTimes(file(value), TIME, -1);
            known = value;
            return true;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    private boolean move(long from, long to) throws IOException {
        try {
            tree.system().rename(file(from), file(to), Options.Rename.NONE);
            known = to;
            return true;
        } catch (IOException e) {
            IOException cause = Causes.unwrapped(e);
            if (cause instanceof FileNotFoundException || Causes.taken(cause)) {
                return false;
            }
            throw cause;
        }
    }

    private long look() throws IOException {
        FileStatus[] files;
        try {
            files = tree.system().listStatus(directory);
        } catch (FileNotFoundException e) {
            begin();
            files = tree.system().listStatus(directory);
        }
        long highest = -1;
        for (FileStatus file : files) {
            highest = Math.max(highest, value(file.getPath().getName()));
        }
        if (highest < 0) {
            throw new IOException(
                    "register '" + name + "' has lost its file: restore '" + directory + "' from a snapshot");
        }
        return highest;
    }

    /** The directory with its file comes to be at once, and only where there is none. */
    private void begin() throws IOException {
        Path temporary = tree.temporary();
        tree.create(new Path(temporary, Long.toString(0)), true).close();
        if (!tree.rename(temporary, directory)) {
            tree.discard(temporary);
        }
    }

    private static long value(String name) {
        return name.matches("[0-9]{1,19}") ? Long.parseLong(name) : -1;
    }

    private Path file(long value) {
        return new Path(directory, Long.toString(value));
    }
}
