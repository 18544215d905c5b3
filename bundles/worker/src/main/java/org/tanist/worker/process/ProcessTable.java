package org.tanist.worker.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code /proc}; see proc(5). What vanishes or is denied while it is looked at is not there. */
public final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final long PAGE_BYTES = 4096;

    private ProcessTable() {}

    /**
     * One process.
     *
     * @param pid its id
     * @param state one letter, as in ps(1)
     * @param group id of its process group
     * @param start in ticks since boot
     * @param residentBytes about, shared pages included
     */
    public record Row(long pid, char state, long group, long start, long residentBytes) {
        /** Whether it can still do anything: neither a zombie nor dead; a stopped one can. */
        public boolean running() {
            return state != 'Z' && state != 'X';
        }
    }

    /** The process with this id. */
    public static Optional<Row> find(long pid) {
        try {
            return parse(pid, Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All processes that this one may see. */
    public static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (long pid : pids()) {
            find(pid).ifPresent(rows::add);
        }
        return rows;
    }

    /** Those that carry {@code name=value} in the environment that they were started with, or inherited. */
    public static List<Long> carrying(String variable) {
        List<Long> found = new ArrayList<>();
        for (long pid : pids()) {
            if (environment(pid).contains("\0" + variable + "\0")) {
                found.add(pid);
            }
        }
        return found;
    }

    private static String environment(long pid) {
        try {
            String text = Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
            return "\0" + text + "\0";
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                pids.add(Long.parseLong(entry.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read: " + e.getMessage(), e);
        }
        return pids;
    }

    /** The name stands in parentheses and may hold blanks and parentheses itself. */
    private static Optional<Row> parse(long pid, String stat) {
        int end = stat.lastIndexOf(')');
        String[] words = end < 0 ? new String[0] : stat.substring(end + 2).split(" ", 24);
        if (words.length < 23) {
            return Optional.empty();
        }
        return Optional.of(new Row(
                pid,
                words[0].charAt(0),
                Long.parseLong(words[2]),
                Long.parseLong(words[19]),
                Long.parseLong(words[21]) * PAGE_BYTES));
    }
}
