package org.tanist.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.tanist.cli.local.LocalCluster;

/** The sample application that answers HTTP, made as large as is wanted by an entry of random bytes, so that no two are the same. */
final class RandomJar {

    private static final int PIECE = 1 << 16;

    private RandomJar() {}

    /** Writes one of about this size. */
    static void write(Path file, int megabytes) throws IOException {
        Path sample = LocalCluster.program("tanist").resolveSibling("../examples/applications/example-hello.jar");
        try (InputStream in = Files.newInputStream(sample);
                ZipInputStream from = new ZipInputStream(in);
                OutputStream out = Files.newOutputStream(file);
                ZipOutputStream to = new ZipOutputStream(out)) {
            // Random bytes do not get smaller.
            to.setLevel(0);
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.transferTo(to);
                to.closeEntry();
            }
            to.putNextEntry(new ZipEntry("ballast"));
            byte[] piece = new byte[PIECE];
            for (long left = (long) megabytes * 1_000_000; left > 0; left -= piece.length) {
                ThreadLocalRandom.current().nextBytes(piece);
                to.write(piece, 0, (int) Math.min(left, piece.length));
            }
            to.closeEntry();
        }
    }
}
