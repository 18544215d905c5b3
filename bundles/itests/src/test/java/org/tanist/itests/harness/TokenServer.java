package org.tanist.itests.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file server that instances show their fencing tokens to; it rejects a lower one than it has seen. Reached through a file, so over no network. */
public final class TokenServer implements AutoCloseable {
    private final Path socket;
    private final Path folder;
    private final ServerSocketChannel server;
    private final List<Claim> claims = new ArrayList<>();

    /** What an instance showed. */
    public record Claim(long nanos, long token, boolean accepted) {}

    /** Serves until it is closed. */
    public TokenServer() {
        try {
            // Its name must be short.
            folder = Files.createTempDirectory("tok");
            socket = folder.resolve("s");
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "itests-tokens");
        thread.setDaemon(true);
        thread.start();
    }

    /** What to tell the program. */
    public String path() {
        return socket.toString();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept();
                    BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
                String[] words = in.readLine().split(" ");
                boolean accepted = claim(Long.parseLong(words[1]));
                channel.write(ByteBuffer.wrap(new byte[] {(byte) (accepted ? '+' : '-')}));
            } catch (IOException e) {
                // An instance was killed in the middle of it, or this is being closed.
                continue;
            }
        }
    }

    private synchronized boolean claim(long token) {
        boolean accepted = token >= highest();
        claims.add(new Claim(System.nanoTime(), token, accepted));
        return accepted;
    }

    /** The highest token so far. */
    public synchronized long highest() {
        return claims.stream().mapToLong(Claim::token).max().orElse(0);
    }

    /** All claims that came from a lower token than one before: there must be none, or two have run at once. */
    public synchronized List<Claim> late() {
        return claims.stream().filter(claim -> !claim.accepted()).toList();
    }

    /** How many claims there were. */
    public synchronized int count() {
        return claims.size();
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
