package org.tanist.example.counter;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * Highly available counters.
 *
 * <p>{@code POST /api/v1/services/counter/NAME} adds the number in the body, or 1; {@code GET} of the same shows it; {@code DELETE}
 * removes it; {@code GET /api/v1/services/counter} is the leaderboard.
 */
@Component(property = MasterService.NAME + "=counter")
public final class CounterService implements MasterService {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST = 10_000;

    private final LiveConfiguration configuration;

    // One thread applies, many read: replacing an immutable value needs no lock.
    private volatile Counters counters = Counters.NONE;

    /** Takes the configuration for {@code tanist.plugin.counter.*}. */
    @Activate
    public CounterService(@Reference LiveConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Reply apply(Command command) {
        Request request = command.request();
        String name = request.path();
        if (!NAME.matcher(name).matches()) {
            return Reply.failure(
                    Reply.Status.INVALID, "counter '" + name + "' is no name: use 1 to 64 letters, digits and . _ -");
        }
        return switch (request.method()) {
            case "POST" -> add(name, new String(request.body(), StandardCharsets.UTF_8).trim());
            case "DELETE" -> remove(name);
            default -> Reply.failure(Reply.Status.NOT_ALLOWED, request.method() + " is not known here: POST or DELETE");
        };
    }

    private Reply add(String name, String text) {
        long amount;
        try {
            amount = text.isEmpty() ? 1 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Reply.failure(
                    Reply.Status.INVALID,
                    "the body for counter " + name + " is no whole number: send one, or nothing for 1");
        }
        Counters now = counters;
        if (now.value(name).isEmpty() && now.values().size() >= MOST) {
            return Reply.failure(Reply.Status.CONFLICT, "there are " + MOST + " counters already: delete one first");
        }
        counters = now.plus(name, amount);
        return shown(name);
    }

    private Reply remove(String name) {
        if (counters.value(name).isEmpty()) {
            return unknown(name);
        }
        counters = counters.without(name);
        return Reply.done();
    }

    @Override
    public Reply query(Request request) {
        return request.path().isEmpty() ? Reply.ok(counters.leaderboard()) : shown(request.path());
    }

    private Reply shown(String name) {
        return counters.value(name).map(value -> Reply.ok(Long.toString(value))).orElseGet(() -> unknown(name));
    }

    private static Reply unknown(String name) {
        return Reply.failure(Reply.Status.NOT_FOUND, "there is no counter '" + name + "': POST to make it");
    }

    @Override
    public Snapshot.Source snapshot() {
        Counters frozen = counters;
        return out -> frozen.write(new DataOutputStream(out));
    }

    @Override
    public void restore(InputStream in) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(in);
        int first = stream.read();
        if (first < 0) {
            counters = Counters.NONE;
            return;
        }
        stream.unread(first);
        counters = Counters.read(new DataInputStream(stream));
    }

    @Override
    public AutoCloseable activate(ActiveContext context) throws IOException {
        Map<String, String> settings = configuration.current().section("tanist.plugin.counter");
        return Beacon.start(settings, context, () -> counters.total());
    }
}
