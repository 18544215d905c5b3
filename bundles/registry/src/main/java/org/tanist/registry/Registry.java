package org.tanist.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;
import org.tanist.service.Request;

/**
 * The key-value master service.
 *
 * <p>{@code PUT}, {@code GET} and {@code DELETE} take the key as path; {@code GET} without a path lists. A value's version is the
 * journal index of the command that wrote it, so versions only grow and none is ever used twice. Parameters {@code if-match} and
 * {@code if-none-match} make a command conditional, see {@link Precondition}.
 */
@Component(service = MasterService.class, property = MasterService.NAME + "=registry")
public final class Registry implements MasterService {
    /** Largest value in bytes. */
    public static final int MAX_VALUE_BYTES = 256 * 1024;

    private static final String VERSION = "version";

    private volatile Content content = Content.EMPTY;

    @Override
    public Reply apply(Command command) {
        Request request = command.request();
        Optional<String> fault = Keys.fault(request.path());
        if (fault.isPresent()) {
            return Reply.failure(Status.INVALID, fault.get());
        }
        return switch (request.method()) {
            case "PUT" -> put(request, command.position().index());
            case "DELETE" -> delete(request);
            default -> notAllowed(request);
        };
    }

    private Reply put(Request request, long version) {
        String key = request.path();
        if (request.body().length > MAX_VALUE_BYTES) {
            return Reply.failure(
                    Status.TOO_LARGE,
                    "value of " + request.body().length + " bytes for key '" + key + "' is over " + MAX_VALUE_BYTES
                            + ": keep large things elsewhere and their address here");
        }
        Content before = content;
        Value present = before.find(key);
        if (!Precondition.of(request).holdsFor(present)) {
            return refused(key, present);
        }
        content = before.with(key, new Value(version, request.body()));
        Status status = present == null ? Status.CREATED : Status.DONE;
        return new Reply(status, Map.of(VERSION, Long.toString(version)), new byte[0]);
    }

    private Reply delete(Request request) {
        String key = request.path();
        Content before = content;
        Value present = before.find(key);
        if (!Precondition.of(request).holdsFor(present)) {
            return refused(key, present);
        }
        if (present == null) {
            return notFound(key);
        }
        content = before.without(key);
        return Reply.done();
    }

    @Override
    public Reply query(Request request) {
        if (!request.method().equals("GET")) {
            return notAllowed(request);
        }
        Content now = content;
        if (request.path().isEmpty()) {
            return Listing.of(now, request);
        }
        Optional<String> fault = Keys.fault(request.path());
        if (fault.isPresent()) {
            return Reply.failure(Status.INVALID, fault.get());
        }
        Value value = now.find(request.path());
        return value == null
                ? notFound(request.path())
                : Reply.ok(value.bytes()).with(VERSION, Long.toString(value.version()));
    }

    @Override
    public Snapshot.Source snapshot() {
        Content frozen = content;
        return out -> SnapshotFormat.write(frozen, out);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        content = SnapshotFormat.read(in);
    }

    /** The registry has no effects outside the journal, so there is nothing to start on the active. */
    @Override
    public AutoCloseable activate(ActiveContext context) {
        return () -> {};
    }

    private static Reply refused(String key, @Nullable Value present) {
        if (present == null) {
            return Reply.failure(
                    Status.PRECONDITION_FAILED, "key '" + key + "' does not exist: create it with If-None-Match: *");
        }
        return Reply.failure(
                        Status.PRECONDITION_FAILED,
                        "key '" + key + "' has version " + present.version() + ": read it again and decide anew")
                .with(VERSION, Long.toString(present.version()));
    }

    private static Reply notFound(String key) {
        return Reply.failure(Status.NOT_FOUND, "there is no key '" + key + "' in the registry");
    }

    private static Reply notAllowed(Request request) {
        return Reply.failure(
                Status.NOT_ALLOWED,
                "the registry does not do " + request.method() + " here: commands are PUT and DELETE, queries are GET");
    }
}
