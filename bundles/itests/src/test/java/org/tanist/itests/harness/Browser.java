package org.tanist.itests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Debian's headless Chromium with one page, driven by the <a href="https://chromedevtools.github.io/devtools-protocol/">DevTools
 * protocol</a> over the JDK's WebSocket: no driver to download.
 */
public final class Browser implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> PROGRAMS = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser");

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    private Browser(Process process, String page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(page), new Receiver())
                .join();
    }

    /** The browser program, if this machine has it. */
    public static Optional<String> program() {
        return PROGRAMS.stream().filter(p -> Files.isExecutable(Path.of(p))).findFirst();
    }

    /** Starts a browser with an empty page. */
    public static Browser open() {
        Path profile = Tarball.fresh("chromium");
        ProcessBuilder builder = new ProcessBuilder(
                        program().orElseThrow(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--window-size=1400,900",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile());
        Process process = Processes.start(builder);
        Path portFile = profile.resolve("DevToolsActivePort");
        int port = Eventually.eventually(
                "Chromium listens",
                LIMIT,
                () -> Files.exists(portFile)
                        ? Optional.of(
                                Integer.parseInt(Files.readAllLines(portFile).get(0)))
                        : Optional.empty());
        String page = Eventually.eventually(
                "Chromium has a page",
                LIMIT,
                () -> Http.to("127.0.0.1", port).read("/json/list").flatMap(Browser::pageSocket));
        return new Browser(process, page);
    }

    private static Optional<String> pageSocket(JsonNode targets) {
        for (JsonNode target : targets) {
            if (target.path("type").asText().equals("page")) {
                return Optional.of(target.path("webSocketDebuggerUrl").asText());
            }
        }
        return Optional.empty();
    }

    /** Goes to a page. */
    public void go(String url) {
        command("Page.enable", Http.JSON.createObjectNode());
        command("Page.navigate", Http.JSON.createObjectNode().put("url", url));
    }

    /** Evaluates an expression; promises are waited for. */
    public JsonNode evaluate(String expression) {
        ObjectNode parameters = Http.JSON
                .createObjectNode()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true);
        JsonNode answer = command("Runtime.evaluate", parameters);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** The text that a person sees. */
    public String text() {
        return evaluate("document.body ? document.body.innerText : ''").asText();
    }

    /** Waits until an expression is true. */
    public void until(String what, String expression, Duration limit) {
        Eventually.until(what, limit, () -> evaluate("!!(" + expression + ")").asBoolean());
    }

    /** Stores what the page looks like. */
    public Path screenshot(String name) {
        JsonNode answer =
                command("Page.captureScreenshot", Http.JSON.createObjectNode().put("format", "png"));
        Path file = Tarball.work().resolve(name + ".png");
        try {
            Files.createDirectories(file.getParent());
            return Files.write(
                    file, Base64.getDecoder().decode(answer.path("data").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode command(String method, ObjectNode parameters) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        ObjectNode message = Http.JSON.createObjectNode().put("id", number).put("method", method);
        message.set("params", parameters);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        try {
            JsonNode reply = answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (reply.has("error")) {
                throw new AssertionError(method + ": " + reply.path("error"));
            }
            return reply.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " is not answered", e);
        } finally {
            waiting.remove(number);
        }
    }

    @Override
    public void close() {
        socket.abort();
        Processes.destroy(process);
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                receive(message);
            }
            from.request(1);
            return null;
        }

        private void receive(String message) {
            try {
                JsonNode node = Http.JSON.readTree(message);
                CompletableFuture<JsonNode> answer = waiting.get(node.path("id").asInt(-1));
                if (answer != null) {
                    answer.complete(node);
                }
            } catch (IOException e) {
                waiting.values().forEach(w -> w.completeExceptionally(e));
            }
        }
    }
}
