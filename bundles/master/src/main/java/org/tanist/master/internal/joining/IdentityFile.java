package org.tanist.master.internal.joining;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** {@code identity.json} in the data directory: written whole and durably, or not at all. */
public final class IdentityFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    /** Of the given data directory. */
    public IdentityFile(Path directory) {
        file = directory.resolve("identity.json");
    }

    /**
     * The identity, if there is one.
     *
     * @throws IOException if the file cannot be read or is damaged; the message names it
     */
    public Optional<Identity> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Identity.class));
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    file + " is damaged: restore it from a backup, or clear the data directory to join anew ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** Replaces the identity. */
    public void write(Identity identity) throws IOException {
        Path fresh = file.resolveSibling("identity.json.new");
        ByteBuffer bytes = ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(identity));
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = file.getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
