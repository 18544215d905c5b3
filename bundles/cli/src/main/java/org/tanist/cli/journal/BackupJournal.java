package org.tanist.cli.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist journal backup}. */
@Command(name = "backup", description = "Writes a consistent backup of the cluster's state to a file.")
public final class BackupJournal implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "FILE", description = "Is there whole, or not at all.")
    private Path file = Path.of("");

    /** The command. */
    public BackupJournal(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (TanistClient client = globals.client()) {
            long size;
            try (OutputStream out = Files.newOutputStream(part)) {
                size = client.backup(out);
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            globals.message(size + " bytes in " + file);
            return ExitCode.OK;
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
