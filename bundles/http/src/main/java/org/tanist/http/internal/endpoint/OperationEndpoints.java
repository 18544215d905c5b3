package org.tanist.http.internal.endpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.control.Measurement;
import org.tanist.http.internal.forward.PeerClient;
import org.tanist.http.internal.metrics.Exposition;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;

/** What operators and their tools ask one master: metrics, configuration, plugins, journal, and the description of all of this. */
final class OperationEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(OperationEndpoints.class);
    private static final int MOST_BACKUPS = 2;
    private static final int BACKUP_BUFFER = 64 * 1024;

    private final ClusterControl control;
    private final HttpThreads threads;
    private final ConfigurationDiff diff;
    private final Exposition exposition;
    private final ApplicationCounts counts;
    private final Semaphore backups = new Semaphore(MOST_BACKUPS);
    private final byte[] openApi;

    OperationEndpoints(ClusterControl control, PeerClient peers, HttpThreads threads, Exposition exposition) {
        this.control = control;
        this.threads = threads;
        this.diff = new ConfigurationDiff(control, peers);
        this.exposition = exposition;
        this.counts = new ApplicationCounts(control);
        this.openApi = resource("openapi.json");
    }

    List<Operation> operations() {
        return List.of(
                Operation.local(
                        "GET",
                        "/metrics",
                        x -> now(Answer.bytes(200, exposition.contentType(), exposition.scrape(measurements())))),
                Operation.local("GET", "/api/v1/config", x -> now(Answer.json(200, control.config()))),
                Operation.local("GET", "/api/v1/config/diff", x -> diff.compare()),
                Operation.local("GET", "/api/v1/plugins", x -> now(Answer.json(200, control.plugins()))),
                Operation.local("GET", "/api/v1/journal", x -> now(Answer.json(200, control.journal()))),
                Operation.local("POST", "/api/v1/journal/checkpoint", this::checkpoint),
                Operation.stream("/api/v1/journal/backup", this::backup),
                Operation.local("GET", "/api/v1/openapi.json", x -> now(Answer.bytes(200, Answer.JSON, openApi))));
    }

    private List<Measurement> measurements() {
        List<Measurement> all = new ArrayList<>(control.measurements());
        all.addAll(counts.measurements());
        return all;
    }

    private CompletionStage<Answer> checkpoint(Exchange exchange) {
        return control.checkpoint().thenApply(info -> Answer.json(200, info));
    }

    private void backup(Exchange exchange) {
        if (!backups.tryAcquire()) {
            exchange.fail(
                    new TanistException(ErrorCode.OVERLOADED, MOST_BACKUPS + " backups run already: try again later"));
            return;
        }
        try {
            threads.workers().execute(() -> {
                try {
                    writeBackup(exchange);
                } finally {
                    backups.release();
                }
            });
        } catch (RejectedExecutionException e) {
            backups.release();
            exchange.fail(
                    new TanistException(ErrorCode.OVERLOADED, "no thread is free for a backup: try again later", e));
        }
    }

    private void writeBackup(Exchange exchange) {
        if (!exchange.claim()) {
            return;
        }
        try (OutputStream out = new BufferedOutputStream(exchange.response().getOutputStream(), BACKUP_BUFFER)) {
            Answer head = Answer.bytes(200, Answer.BYTES, new byte[0])
                    .with(
                            "Content-Disposition",
                            "attachment; filename=\"tanist-" + control.stamp().position() + ".backup\"");
            exchange.writeHead(head);
            control.backup(out);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("the receiver of a backup has gone", e);
        } finally {
            exchange.ended(200);
        }
    }

    private static CompletionStage<Answer> now(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static byte[] resource(String name) {
        try (InputStream in = OperationEndpoints.class.getResourceAsStream("/org/tanist/http/internal/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing in this bundle");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }
}
