package org.tanist.example.hello;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code hello [PORT]}. */
public final class Hello {

    private Hello() {}

    /** Serves until it is asked to end. */
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        byte[] answer = (who() + "\n").getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            System.out.println(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        System.out.println(who() + " listens on port " + server.getAddress().getPort());
    }

    private static String who() {
        return "hello from " + variable("TANIST_APPLICATION") + "/" + variable("TANIST_INSTANCE") + ", incarnation "
                + variable("TANIST_INCARNATION") + ", process "
                + ProcessHandle.current().pid();
    }

    /** Without a worker there are none of them. */
    private static String variable(String name) {
        @Nullable String value = System.getenv(name);
        return value == null ? "-" : value;
    }
}
