package org.tanist.cli.status;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.follow.Call;
import org.tanist.client.http.Address;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Master;

/**
 * What one master said when asked directly.
 *
 * @param master as the cluster sees it
 * @param self its own report; null if it did not answer
 * @param trouble why it did not; empty if it did
 * @param millis how long the answer took
 * @param skew its clock against this host's, as far as a header in whole seconds can tell
 * @param peerPort whether its port for other masters accepts connections
 */
record SelfAnswer(
        Master master, @Nullable Json self, String trouble, long millis, Optional<Duration> skew, boolean peerPort) {

    private static final int PEER_OFFSET = 10_000;
    private static final int CONNECT_MILLIS = 500;

    static SelfAnswer ask(Globals globals, Master master) {
        try (TanistClient one = globals.clientOf(master.address())) {
            long start = System.nanoTime();
            HttpAnswer answer = one.expect(Call.get("/api/v1/self"));
            long millis = (System.nanoTime() - start) / 1_000_000;
            return new SelfAnswer(
                    master, Json.parse(answer.body()), "", millis, skew(answer), peerPortOpen(master.address()));
        } catch (ClientException | IOException e) {
            return new SelfAnswer(master, null, String.valueOf(e.getMessage()), 0, Optional.empty(), false);
        }
    }

    private static Optional<Duration> skew(HttpAnswer answer) {
        String date = answer.header("Date");
        if (date == null) {
            return Optional.empty();
        }
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(Instant.now(), theirs));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean peerPortOpen(String address) {
        Address http = Address.parse(address);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(http.host(), http.port() + PEER_OFFSET), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
