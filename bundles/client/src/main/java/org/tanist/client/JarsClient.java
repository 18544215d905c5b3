package org.tanist.client;

import static org.tanist.client.http.HttpRequest.encode;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NoActiveException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.Problem;
import org.tanist.client.follow.Call;
import org.tanist.client.follow.Streams;
import org.tanist.client.http.Body;
import org.tanist.client.http.Connection;
import org.tanist.client.http.ExchangeException;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Jar;
import org.tanist.client.wire.JarCheck;
import org.tanist.client.wire.PublishedJar;

/**
 * The jars of a cluster. Whole jars are streamed, so their size does not matter to memory; what broke is tried again with another
 * master, which does no harm because a jar is named by its content.
 */
public final class JarsClient {

    private static final String ROOT = "/api/v1/jars";
    private static final int PIECE = 64 * 1024;
    private static final int MOST_ATTEMPTS = 5;
    private static final int LONGEST_ANSWER = 1 << 20;

    private final TanistClient client;
    private final Streams streams;

    JarsClient(TanistClient client, Streams streams) {
        this.client = client;
        this.streams = streams;
    }

    /** Told how far a transfer is. */
    public interface Progress {
        /** So many bytes of so many are through; begins at 0 again when it is tried again. */
        void reached(long bytes, long of);
    }

    /**
     * Publishes a file; returns when enough masters have it on disk.
     *
     * @param name for people
     * @throws IOException if the file cannot be read
     */
    public PublishedJar put(Path file, String name, Progress progress) throws IOException {
        Body body = new FileBody(file, Files.size(file), progress);
        HttpRequest request = new HttpRequest(
                "POST",
                ROOT + "?name=" + encode(name, false),
                Map.of("Content-Type", "application/java-archive", "Accept", "application/json"));
        return attempt(connection -> {
            Connection.Head head =
                    connection.upload(request, body, client.options().timeout());
            try (InputStream in = head.body()) {
                byte[] answer = in.readNBytes(LONGEST_ANSWER);
                if (head.status() != 200 && head.status() != 201) {
                    throw ClientException.of(Problem.of(head.status(), answer));
                }
                return PublishedJar.of(Json.parse(answer), head.status() == 201);
            }
        });
    }

    /**
     * Downloads a jar to a file, which is there whole and verified, or not at all.
     *
     * @return its size in bytes
     * @throws IOException if the file cannot be written
     */
    public long get(String id, Path file, Progress progress) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        HttpRequest request = new HttpRequest("GET", ROOT + "/" + encode(id, false), Map.of());
        try {
            long size = attempt(connection -> {
                Connection.Head head =
                        connection.begin(request, client.options().timeout());
                try (InputStream in = head.body();
                        OutputStream out = Files.newOutputStream(part)) {
                    if (head.status() != 200) {
                        throw ClientException.of(Problem.of(head.status(), in.readNBytes(LONGEST_ANSWER)));
                    }
                    return copy(id, in, out, of(head, progress));
                }
            });
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return size;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** All jars, sorted by id. */
    public List<Jar> list(boolean stale) {
        return client.read(ROOT + (stale ? "?stale=true" : "")).list(Jar::of);
    }

    /**
     * Deletes a jar; false if there was none.
     *
     * @throws org.tanist.client.error.RefusedException while an application uses it
     */
    public boolean delete(String id) {
        try {
            client.expect(Call.command("DELETE", ROOT + "/" + encode(id, false), Map.of(), null));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Has the master that this client goes to check its copy, and repair it; for a client of one master. */
    public JarCheck check(String id) {
        Call call = Call.order("POST", "/api/v1/jar-copies/" + encode(id, false), null)
                .idempotent();
        return JarCheck.of(
                TanistClient.json(client.expect(call.patient(client.options().timeout()))));
    }

    /** One attempt over a connection of its own. */
    private interface Attempt<T> {
        T over(Connection connection) throws IOException;
    }

    private <T> T attempt(Attempt<T> attempt) throws IOException {
        long since = System.nanoTime();
        for (int attempts = 1; ; attempts++) {
            try (Connection connection = connect()) {
                try {
                    return attempt.over(connection);
                } catch (ExchangeException
                        | EOFException
                        | SocketException
                        | SocketTimeoutException
                        | NoActiveException e) {
                    streams.failed(connection.address());
                    // A transfer that broke is worth another one however long it took; a refusal only until the time is
                    // over.
                    boolean late = e instanceof NoActiveException
                            && System.nanoTime() - since
                                    > client.options().timeout().toNanos();
                    if (attempts == MOST_ATTEMPTS || late) {
                        throw e instanceof NoActiveException last ? last : broken(e);
                    }
                }
            }
        }
    }

    private Connection connect() {
        try {
            return streams.connect();
        } catch (ExchangeException e) {
            throw new NoActiveException(Problem.local(
                    "unreachable", "no master answered (" + e.getMessage() + "); start one, or name others"));
        }
    }

    private static NoActiveException broken(Exception e) {
        return new NoActiveException(
                Problem.local("unreachable", "the transfer broke off each time: " + e.getMessage() + "; try again"));
    }

    private static Progress of(Connection.Head head, Progress progress) {
        String length = head.headers().getOrDefault("content-length", "0");
        long total = length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
        return (bytes, unknown) -> progress.reached(bytes, total);
    }

    private static long copy(String id, InputStream in, OutputStream out, Progress progress) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[PIECE];
        long size = 0;
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            digest.update(piece, 0, count);
            out.write(piece, 0, count);
            size += count;
            progress.reached(size, 0);
        }
        String got = "sha256:" + HexFormat.of().formatHex(digest.digest());
        if (!got.equals(id)) {
            throw new EOFException("the bytes are not those of " + id);
        }
        return size;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A file as the body of a request. */
    private record FileBody(Path file, long length, Progress progress) implements Body {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] piece = new byte[PIECE];
            long sent = 0;
            try (InputStream in = Files.newInputStream(file)) {
                while (sent < length) {
                    int count = in.read(piece, 0, (int) Math.min(PIECE, length - sent));
                    if (count < 0) {
                        throw new EOFException(file + " became shorter while it was sent");
                    }
                    out.write(piece, 0, count);
                    sent += count;
                    progress.reached(sent, length);
                }
            }
        }
    }
}
