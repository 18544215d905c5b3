package org.tanist.master.internal.jarstore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarMigration;
import org.tanist.control.JarRootCheck;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** Orders about the root of the jars, on the active; what they lead to is done by {@link Moving}. Thread-safe; blocks. */
final class Migrations {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String COMMAND = "internal/jar-place/";
    private static final long COMMIT_SECONDS = 15;

    private final Roots roots;
    private final Catalogue catalogue;
    private final RootCheck check;
    private final Shares shares;
    private final Surroundings around;

    Migrations(Catalogue catalogue, Checks checks, Surroundings around) {
        this.catalogue = catalogue;
        this.roots = checks.roots();
        this.check = checks.check();
        this.shares = checks.shares();
        this.around = around;
    }

    /** What tries roots, here and on the other masters. */
    record Checks(Roots roots, RootCheck check, Shares shares) {}

    RootCheck check() {
        return check;
    }

    /** See {@code JarStore.migrate}. */
    JarMigration begin(String order, String to, boolean dryRun) {
        active();
        String root = root(to);
        String from = roots.name(roots.place());
        if (root.equals(from)) {
            throw new TanistException(ErrorCode.REFUSED, "the jars are on " + root + " already");
        }
        if (!from.equals(Roots.LOCAL)) {
            // From here on all masters use this name of it, whatever their files say.
            tryOut(from, true);
        }
        tryOut(root, false);
        if (dryRun) {
            return new JarMigration("", from, root, "checked", null, null, null, false, null);
        }
        String id =
                UUID.nameUUIDFromBytes(order.getBytes(StandardCharsets.UTF_8)).toString();
        commit(order, "begin", Map.of("id", id, "from", from, "to", root));
        return find(id);
    }

    private static String root(String to) {
        String root = to.strip();
        if (root.equals(Roots.LOCAL) || root.matches("[a-z][a-z0-9+.-]*://\\S.*")) {
            // file:///dir and file:///dir/ are one directory.
            return root.endsWith("/") && !root.endsWith("://") && !root.endsWith(":///")
                    ? root.substring(0, root.length() - 1)
                    : root;
        }
        throw new TanistException(
                ErrorCode.INVALID,
                "'" + to + "' is no root for jars: write " + Roots.LOCAL
                        + " for the masters' own disks, or an address such as file:///mnt/tanist");
    }

    /** Every master must be able to use it, and see what the others write there. */
    private void tryOut(String root, boolean present) {
        RootCheck.Found here = check.look(new JarRootCheck(root, present, null));
        Map<String, String> obstacles = new LinkedHashMap<>();
        here.obstacle().ifPresent(why -> obstacles.put("the active", why));
        if (obstacles.isEmpty()) {
            try (RootCheck.Token token = check.leave(root)) {
                obstacles.putAll(shares.obstacles(new JarRootCheck(root, present, token.name())));
            } catch (IOException | TanistException e) {
                obstacles.put("the active", String.valueOf(e.getMessage()));
            }
        }
        if (!obstacles.isEmpty()) {
            throw new TanistException(
                    ErrorCode.REFUSED,
                    "the jars cannot move " + (present ? "away from '" : "to '") + root + "': "
                            + obstacles.entrySet().stream()
                                    .map(o -> o.getKey() + ": " + o.getValue())
                                    .collect(Collectors.joining("; ")));
        }
    }

    /** See {@code JarStore.confirmMigration}. */
    JarMigration confirm(String order, String id) {
        active();
        Place.Move move = last(id);
        if (move.state().equals("switched")) {
            int missing = missing(roots.shelf());
            if (missing > 0) {
                throw new TanistException(
                        ErrorCode.REFUSED,
                        missing + " jars are not on enough masters on " + move.to() + " yet: their copies on "
                                + move.from() + " are still needed; try again later");
            }
        }
        commit(order, "confirm", Map.of("id", id));
        return find(id);
    }

    /** How many jars are not yet where they must be before the other root can go. */
    private int missing(Shelf shelf) {
        try {
            shelf.look();
            catalogue.look();
        } catch (IOException e) {
            throw new TanistException(
                    ErrorCode.REFUSED, "what is on the new root cannot be seen: " + e.getMessage(), e);
        }
        int all = catalogue.all().size();
        int here = (int) catalogue.all().keySet().stream()
                .filter(shelf.held()::containsKey)
                .count();
        if (shelf.capabilities().shared() || here < all) {
            return all - here;
        }
        List<Integer> done = new ArrayList<>(shares.ask(catalogue.at()).stream()
                .map(JarMigration.Share::jarsDone)
                .sorted()
                .toList());
        done.add(all);
        int needed = around.limits().needed(done.size());
        return Math.max(0, all - done.get(done.size() - needed));
    }

    /** See {@code JarStore.undoMigration}. */
    JarMigration undo(String order, String id) {
        active();
        last(id);
        commit(order, "undo", Map.of("id", id));
        return find(id);
    }

    private void active() {
        if (!around.active()) {
            throw new TanistException(ErrorCode.NOT_ACTIVE, "this master is not active");
        }
    }

    private Place.Move last(String id) {
        return roots.place()
                .move()
                .filter(m -> m.id().equals(id))
                .orElseThrow(() -> new TanistException(
                        ErrorCode.NOT_FOUND,
                        "'" + id + "' is not the last migration of the jars: GET /api/v1/jar-migrations lists them"));
    }

    private void commit(String order, String what, Map<String, String> body) {
        Request request = Request.of("POST", COMMAND + what, bytes(body));
        try {
            Reply reply = around.submit(order, request).toCompletableFuture().get(COMMIT_SECONDS, TimeUnit.SECONDS);
            if (!reply.succeeded()) {
                boolean unknown = reply.status() == Reply.Status.NOT_FOUND;
                throw new TanistException(unknown ? ErrorCode.NOT_FOUND : ErrorCode.CONFLICT, reply.text());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TanistException known
                    ? known
                    : new TanistException(ErrorCode.INTERNAL, "the order failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new TanistException(ErrorCode.UNKNOWN_OUTCOME, "it is not known whether the order is committed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TanistException(ErrorCode.UNKNOWN_OUTCOME, "this master is stopping", e);
        }
    }

    /** {@code {id}}. */
    static byte[] body(String migration) {
        return bytes(Map.of("id", migration));
    }

    private static byte[] bytes(Map<String, String> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JarMigration find(String id) {
        return all(null).stream()
                .filter(m -> m.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new TanistException(ErrorCode.NOT_FOUND, "there is no migration '" + id + "'"));
    }

    /** All, newest first. */
    List<JarMigration> all(JarMigration.@Nullable Progress progress) {
        List<JarMigration> all = new ArrayList<>();
        for (JsonNode json : catalogue.migrations()) {
            String state = json.path("state").asText();
            boolean open = !state.equals("confirmed") && !state.equals("undone");
            all.add(new JarMigration(
                    json.path("id").asText(),
                    json.path("from").asText(),
                    json.path("to").asText(),
                    state,
                    time(json, "startedAt"),
                    time(json, "switchedAt"),
                    time(json, "endedAt"),
                    json.path("cleaned").asBoolean(),
                    open && all.isEmpty() ? progress : null));
        }
        return all;
    }

    private static @Nullable String time(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.path(name).asText() : null;
    }
}
