package org.tanist.worker.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tanist.worker.lease.Uptime;

/** {@code /proc/uptime}; its resolution is a hundredth of a second. */
public final class LinuxUptime implements Uptime {

    private static final Path FILE = Path.of("/proc/uptime");

    @Override
    public long hundredths() {
        try {
            String text = Files.readString(FILE, StandardCharsets.US_ASCII);
            int dot = text.indexOf('.');
            return Long.parseLong(text.substring(0, dot) + text.substring(dot + 1, dot + 3));
        } catch (IOException e) {
            throw new UncheckedIOException("a worker needs /proc/uptime", e);
        }
    }
}
