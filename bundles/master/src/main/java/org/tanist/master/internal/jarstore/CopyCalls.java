package org.tanist.master.internal.jarstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import org.tanist.cluster.Endpoint;
import org.tanist.control.JarCopy;

/** Jars on their way from master to master, over HTTP. Thread-safe; names are resolved at each new connection. */
final class CopyCalls {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final String PATH = "/api/v1/jar-copies/";
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final HttpClient client;
    private final ExecutorService executor;

    CopyCalls(ExecutorService executor) {
        this.executor = executor;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(executor)
                .build();
    }

    /** Runs the short tasks of publishers. */
    ExecutorService executor() {
        return executor;
    }

    /** Sends the bytes of an upload; the answer says what the master there has on its disk then, see {@link #kept}. */
    CompletableFuture<HttpResponse<byte[]>> put(Endpoint to, String upload, Flow.Publisher<ByteBuffer> bytes) {
        HttpRequest request = HttpRequest.newBuilder(uri(to, upload))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.fromPublisher(bytes))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Reads an answer to {@link #put}; a refusal is thrown with its detail. */
    static JarCopy kept(HttpResponse<byte[]> answer) {
        return kept(answer.statusCode(), answer.body());
    }

    private static JarCopy kept(int status, byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (status != 200) {
                throw new IOException(json.path("detail").asText("status " + status));
            }
            return new JarCopy(json.path("id").asText(), json.path("size").asLong());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** How many bytes the copy of a master has; -1 if it has none, or does not answer in time. Never fails. */
    CompletableFuture<Long> size(Endpoint at, JarId id, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(uri(at, id.toString()))
                .timeout(limit)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, failure) -> failure == null && answer.statusCode() == 200
                        ? answer.headers().firstValueAsLong("Content-Length").orElse(-1)
                        : -1L);
    }

    /**
     * Asks for a copy.
     *
     * @return its bytes, still to be verified
     * @throws FileNotFoundException if the master there has none
     * @throws IOException if it does not answer, or cannot read it
     */
    InputStream get(Endpoint from, JarId id, Duration limit) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(uri(from, id.toString())).timeout(limit).build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            try (InputStream body = answer.body()) {
                String detail = JSON.readTree(body.readNBytes(LONGEST_ANSWER))
                        .path("detail")
                        .asText("status " + answer.statusCode());
                throw answer.statusCode() == 404 ? new FileNotFoundException(detail) : new IOException(detail);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static URI uri(Endpoint address, String last) {
        return URI.create("http://" + address + PATH + last);
    }
}
