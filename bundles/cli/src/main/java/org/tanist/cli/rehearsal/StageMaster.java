package org.tanist.cli.rehearsal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers like the master of a small cluster, on loopback, as long as it is open. One thread for each connection. */
final class StageMaster implements AutoCloseable {

    private static final String MASTER =
            "{\"id\":\"i\",\"name\":\"m1\",\"address\":\"%s\",\"role\":\"active\",\"term\":1,\"position\":1,"
                    + "\"lag\":{\"entries\":0,\"seconds\":0.0},\"priority\":0,\"held\":false,\"eligible\":true,\"reasons\":[],"
                    + "\"version\":\"1\",\"self\":true,\"lastSeenMs\":0,\"disk\":{\"freeBytes\":1,\"probeMs\":1.5},"
                    + "\"jars\":null}";
    private static final String CLUSTER =
            "{\"name\":\"stage\",\"id\":\"i\",\"term\":1,\"active\":\"m1\",\"health\":\"healthy\",\"verdict\":\"well\","
                    + "\"failureTolerance\":0,\"automaticFailover\":true,\"election\":{\"provider\":\"raft\"},"
                    + "\"journal\":{\"provider\":\"election\",\"position\":1},\"masters\":[%s]}";
    private static final String NOTHING = "{\"code\":\"not-found\",\"detail\":\"there is nothing on a stage\"}";

    private final ServerSocket socket;

    StageMaster() throws IOException {
        socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private static void start(String purpose, Runnable task) {
        Thread thread = new Thread(task, "tanist-stage-" + purpose);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                start("answer", () -> answer(connection));
            } catch (IOException e) {
                // Closed: the rehearsal is over.
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String request = in.readLine();
            while (request != null) {
                String header = in.readLine();
                while (header != null && !header.isEmpty()) {
                    header = in.readLine();
                }
                reply(connection.getOutputStream(), request.contains("/api/v1/cluster"));
                request = in.readLine();
            }
        } catch (IOException e) {
            // The command has hung up, as commands do.
            return;
        }
    }

    private void reply(OutputStream out, boolean known) throws IOException {
        String body = known ? CLUSTER.formatted(MASTER.formatted(address())) : NOTHING;
        String head = "HTTP/1.1 " + (known ? "200 OK" : "404 Not Found") + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        out.write((head + body).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
