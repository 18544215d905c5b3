package org.tanist.applications.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

/** Applies the commands about where the jars are, which only the active gives. Pure. */
final class PlaceOrders {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 1_000;

    private PlaceOrders() {}

    /**
     * What a command leads to.
     *
     * @param reply its attributes tell listeners of events what has happened
     * @param place unchanged if the reply is no success
     */
    record Outcome(Reply reply, JarPlace place) {}

    /** Applies {@code begin {id, from, to}}, or {@code switch}, {@code confirm}, {@code undo}, {@code end} or {@code cleaned} {@code {id}}. */
    static Outcome apply(JarPlace place, String what, byte[] body, long atMillis) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            return refused(place, Status.INVALID, "the body is not JSON");
        }
        String id = json.path("id").asText("");
        if (what.equals("begin")) {
            return begin(
                    place,
                    new Migration(
                            id,
                            json.path("from").asText(""),
                            json.path("to").asText(""),
                            Migration.State.COPYING,
                            new Migration.Times(atMillis, 0, 0),
                            false));
        }
        Migration latest = place.latest();
        if (latest == null || !latest.id().equals(id)) {
            return refused(place, Status.NOT_FOUND, "'" + id + "' is not the last migration of the jars");
        }
        if (what.equals("cleaned") && !latest.state().open()) {
            return done(place.latest(latest.clean()));
        }
        Migration.State next = next(what, latest.state());
        return next == null
                ? refused(
                        place,
                        Status.CONFLICT,
                        "the migration of the jars to " + latest.to() + " is "
                                + latest.state().wire() + ": there is nothing to " + what)
                : done(place.latest(latest.now(next, atMillis)));
    }

    private static Migration.@Nullable State next(String what, Migration.State state) {
        return switch (what + " " + state.wire()) {
            case "switch copying" -> Migration.State.SWITCHED;
            case "switch returning" -> Migration.State.RETURNED;
            case "confirm switched" -> Migration.State.CONFIRMED;
            case "undo switched" -> Migration.State.RETURNING;
            case "undo copying", "end returned" -> Migration.State.UNDONE;
            default -> null;
        };
    }

    private static Outcome begin(JarPlace place, Migration wanted) {
        if (wanted.id().isEmpty() || bad(wanted.from()) || bad(wanted.to())) {
            return refused(place, Status.INVALID, "a migration needs an id, and roots of 1 to " + LONGEST + " bytes");
        }
        Migration latest = place.latest();
        if (latest != null && latest.state().open()) {
            return refused(
                    place,
                    Status.CONFLICT,
                    "a migration from " + latest.from() + " to " + latest.to() + " is "
                            + latest.state().wire() + " already: confirm or undo it first");
        }
        if (latest != null && !latest.cleaned() && wanted.to().equals(latest.left())) {
            return refused(
                    place,
                    Status.CONFLICT,
                    "the copies that the last migration left on " + wanted.to()
                            + " are still being deleted: try again in a moment");
        }
        if (!place.root().isEmpty() && !place.root().equals(wanted.from())) {
            return refused(place, Status.CONFLICT, "the jars are on " + place.root() + ", not on " + wanted.from());
        }
        return wanted.from().equals(wanted.to())
                ? refused(place, Status.CONFLICT, "the jars are on " + wanted.to() + " already")
                : done(place.begun(wanted));
    }

    private static boolean bad(String root) {
        return root.isEmpty() || root.length() > LONGEST || root.chars().anyMatch(Character::isISOControl);
    }

    private static Outcome done(JarPlace place) {
        Migration now = place.migrations().get(0);
        Map<String, String> facts =
                Map.of("migration", now.id(), "state", now.state().wire(), "from", now.from(), "to", now.to());
        return new Outcome(new Reply(Status.DONE, facts, new byte[0]), place);
    }

    private static Outcome refused(JarPlace place, Status status, String why) {
        return new Outcome(Reply.failure(status, why), place);
    }
}
