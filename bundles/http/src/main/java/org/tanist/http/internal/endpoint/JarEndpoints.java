package org.tanist.http.internal.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.control.JarContent;
import org.tanist.control.PublishedJar;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Leftover;
import org.tanist.http.internal.wire.Problem;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * Jars, and the copies of them that masters give each other. Whole jars go through threads that may block; those for copies are
 * apart, because an upload on one master waits for copies on the others.
 */
final class JarEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(JarEndpoints.class);
    private static final String CATALOGUE = "applications";
    private static final String JAR = "application/java-archive";
    private static final String UNNAMED = "unnamed.jar";

    private final ClusterControl control;
    private final HttpThreads threads;

    JarEndpoints(ClusterControl control, HttpThreads threads) {
        this.control = control;
        this.threads = threads;
    }

    /** What is answered about a jar that was taken in. */
    record Published(String id, String name, long size, int copies) {}

    /** Opens what is to be sent. */
    private interface Source {
        JarContent open();
    }

    /** Takes in what was sent. */
    private interface Sink {
        Answer take(InputStream body);
    }

    List<Operation> operations() {
        return List.of(
                Operation.upload("POST", "/api/v1/jars", this::publish),
                Operation.read("/api/v1/jars", this::list, false),
                Operation.stream(
                        "/api/v1/jars/{id}",
                        x -> download(
                                x, threads.transfers(), () -> control.jars().open(x.argument(), x.flag("stale")))),
                Operation.command("DELETE", "/api/v1/jars/{id}", this::delete, 0),
                Operation.stream(
                        "/api/v1/jar-copies/{id}",
                        x -> download(x, threads.copies(), () -> control.jars().copy(x.argument()))),
                Operation.upload("PUT", "/api/v1/jar-copies/{id}", this::keep),
                Operation.upload("POST", "/api/v1/jar-copies/{id}", this::check));
    }

    private void publish(Exchange exchange) {
        String name = exchange.parameter("name", UNNAMED);
        long length = exchange.request().getContentLengthLong();
        String type = exchange.request().getContentType();
        if (type != null && type.startsWith("multipart/")) {
            throw new TanistException(
                    ErrorCode.INVALID, "a form was sent: send the bytes of the jar as the body, as curl -T does");
        }
        upload(exchange, threads.transfers(), body -> {
            PublishedJar jar = control.jars().publish(name, length, body);
            Published answer = new Published(jar.id(), jar.name(), jar.size(), jar.copies());
            return Answer.json(jar.created() ? 201 : 200, answer).with("Location", "/api/v1/jars/" + jar.id());
        });
    }

    private void keep(Exchange exchange) {
        upload(
                exchange,
                threads.copies(),
                body -> Answer.json(200, control.jars().keep(exchange.argument(), body)));
    }

    private void check(Exchange exchange) {
        upload(
                exchange,
                threads.transfers(),
                body -> Answer.json(200, control.jars().check(exchange.argument())));
    }

    private void upload(Exchange exchange, Executor executor, Sink sink) {
        block(exchange, executor, () -> {
            Body body = new Body(exchange);
            try {
                exchange.finish(sink.take(body));
            } catch (TanistException e) {
                drain(exchange, body);
                exchange.fail(e);
            }
        });
    }

    /**
     * Not if its sender waits for consent to send it (Expect: 100-continue), which the first read would give. Another one is sending, and
     * would find its connection broken before it gets to read why.
     */
    private static void drain(Exchange exchange, Body body) {
        if (!body.begun && exchange.request().getHeader("Expect") != null) {
            return;
        }
        byte[] buffer = new byte[16 * 1024];
        try {
            long left = Leftover.MOST;
            for (int count = 0; count >= 0 && left > 0; left -= count) {
                count = body.read(buffer);
            }
        } catch (IOException e) {
            LOG.debug("the sender of a refused body has gone", e);
        }
    }

    /** Opened by the first read: that is what tells a sender that waits for it to go on. */
    private static final class Body extends InputStream {
        private final Exchange exchange;
        private boolean begun;

        Body(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public int read() throws IOException {
            begun = true;
            return exchange.request().getInputStream().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            begun = true;
            return exchange.request().getInputStream().read(bytes, offset, length);
        }
    }

    private void download(Exchange exchange, Executor executor, Source source) {
        block(exchange, executor, () -> {
            try (JarContent jar = source.open()) {
                send(exchange, jar);
            } catch (IOException e) {
                LOG.debug("a jar could not be closed", e);
            }
        });
    }

    private static void send(Exchange exchange, JarContent jar) {
        if (!exchange.claim()) {
            return;
        }
        try {
            exchange.writeHead(head(exchange, jar));
            exchange.response().setContentLengthLong(jar.size());
            if (!exchange.method().equals("HEAD")) {
                OutputStream out = exchange.response().getOutputStream();
                jar.writeTo(out);
            }
            exchange.ended(200);
        } catch (JarContent.DamagedJarException e) {
            LOG.warn("a download was broken off: {}", e.getMessage());
            exchange.breakOff();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the receiver of a jar has gone", e);
            exchange.breakOff();
        }
    }

    private static Answer head(Exchange exchange, JarContent jar) {
        Answer head = Answer.bytes(200, JAR, new byte[0])
                .with("ETag", "\"" + exchange.argument() + "\"")
                .with("Cache-Control", "private, max-age=31536000, immutable");
        return jar.name().isEmpty()
                ? head
                : head.with(
                        "Content-Disposition",
                        "attachment; filename=\"" + jar.name().replaceAll("[^\\w. -]", "_") + "\"");
    }

    private void block(Exchange exchange, Executor executor, Runnable work) {
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    exchange.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            TanistException overloaded = new TanistException(
                    ErrorCode.OVERLOADED,
                    "too many jars are on their way through this master: try again later, or another one",
                    e);
            Leftover.refuse(exchange, exchange.problem(overloaded));
        }
    }

    private CompletionStage<Answer> list(Exchange exchange) {
        return control.query(CATALOGUE, Request.of("GET", "jars"), exchange.flag("stale"))
                .thenApply(this::answer);
    }

    private CompletionStage<Answer> delete(Exchange exchange) {
        Request request = new Request("DELETE", "jars/" + exchange.argument(), Map.of(), new byte[0]);
        return control.submit(CATALOGUE, exchange.id(), request).thenApply(this::answer);
    }

    private Answer answer(Reply reply) {
        if (!reply.succeeded()) {
            return Problem.of(ServiceEndpoints.code(reply.status()), reply.text(), control);
        }
        return reply.body().length == 0
                ? Answer.empty(204)
                : Answer.bytes(reply.status().http(), Answer.JSON, reply.body());
    }
}
