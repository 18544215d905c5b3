package org.tanist.http.internal.endpoint;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.control.JarMigration;
import org.tanist.control.JarRootCheck;
import org.tanist.http.internal.forward.LocalWork;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Json;
import org.tanist.http.internal.wire.Problem;

/** What the jar store of the active is asked to decide: which jars there are, and where. All of it may block on disks and other masters. */
final class JarOrderEndpoints {
    private static final String MIGRATIONS = "/api/v1/jar-migrations";
    private static final int MOST_JSON = 64 * 1024;

    private final ClusterControl control;
    private final HttpThreads threads;

    JarOrderEndpoints(ClusterControl control, HttpThreads threads) {
        this.control = control;
        this.threads = threads;
    }

    /** The body of {@code POST /api/v1/jar-migrations}; {@code dryRun} is a parameter of the query. */
    record NewMigration(@Nullable String to) {}

    List<Operation> operations() {
        return List.of(
                Operation.patient("PUT", "/api/v1/jar-entries/{id}", this::enter),
                Operation.read(MIGRATIONS, this::list, true),
                Operation.patient("POST", MIGRATIONS, this::migrate),
                Operation.read(MIGRATIONS + "/{id}", this::show, true),
                Operation.patient(
                        "POST",
                        MIGRATIONS + "/{id}/confirm",
                        ordered(x -> control.jars().confirmMigration(x.id(), x.argument()))),
                Operation.patient(
                        "POST",
                        MIGRATIONS + "/{id}/undo",
                        ordered(x -> control.jars().undoMigration(x.id(), x.argument()))),
                Operation.local(
                        "GET",
                        "/api/v1/jar-roots",
                        x -> work(() -> Answer.json(200, control.jars().rootReport()))),
                Operation.upload("POST", "/api/v1/jar-roots", this::checkRoot));
    }

    private CompletionStage<Answer> enter(Exchange exchange) {
        return work(() -> control.jars().enter(exchange.id(), exchange.argument(), exchange.body()))
                .thenCompose(stage -> stage)
                .thenApply(reply -> reply.succeeded()
                        ? Answer.bytes(reply.status().http(), Answer.JSON, reply.body())
                        : Problem.of(ServiceEndpoints.code(reply.status()), reply.text(), control));
    }

    private CompletionStage<Answer> list(Exchange exchange) {
        return work(() -> Answer.json(200, control.jars().migrations()));
    }

    private CompletionStage<Answer> show(Exchange exchange) {
        String id = exchange.argument();
        return work(() -> Answer.json(
                200,
                control.jars().migrations().stream()
                        .filter(m -> m.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new TanistException(
                                ErrorCode.NOT_FOUND,
                                "there is no migration '" + id + "' of the jars: GET " + MIGRATIONS + " lists them"))));
    }

    private CompletionStage<Answer> migrate(Exchange exchange) {
        String to = Json.read(exchange.body(), NewMigration.class).to();
        if (to == null || to.isBlank()) {
            throw new TanistException(
                    ErrorCode.INVALID,
                    "field 'to' is missing: write local for the masters' own disks, or an address such as file:///mnt/tanist");
        }
        boolean dryRun = exchange.flag("dryRun");
        return work(() -> {
            JarMigration begun = control.jars().migrate(exchange.id(), to, dryRun);
            return dryRun ? Answer.json(200, begun) : accepted(begun);
        });
    }

    private LocalWork ordered(Function<Exchange, JarMigration> order) {
        return exchange -> work(() -> accepted(order.apply(exchange)));
    }

    private static Answer accepted(JarMigration migration) {
        return Answer.json(202, migration).with("Location", MIGRATIONS + "/" + migration.id());
    }

    private void checkRoot(Exchange exchange) {
        work(() -> {
                    try {
                        byte[] body = exchange.request().getInputStream().readNBytes(MOST_JSON);
                        JarRootCheck check = Json.read(body, JarRootCheck.class);
                        return Answer.json(200, control.jars().checkRoot(check));
                    } catch (IOException e) {
                        throw new TanistException(ErrorCode.INVALID, "the body broke off: send it again", e);
                    }
                })
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        exchange.finish(answer);
                    } else {
                        exchange.fail(failure);
                    }
                });
    }

    /** On a thread that may block. */
    private <T> CompletableFuture<T> work(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads.copies());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new TanistException(
                    ErrorCode.OVERLOADED, "too many jars are on their way through this master: try again later", e));
        }
    }
}
