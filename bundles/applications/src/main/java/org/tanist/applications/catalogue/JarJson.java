package org.tanist.applications.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;

/** The JSON of jars, as in {@code GET /api/v1/jars}. */
final class JarJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_NAME = 255;

    private JarJson() {}

    static byte[] one(JarRecord jar) {
        return bytes(object(jar));
    }

    static byte[] all(Collection<JarRecord> jars) {
        return bytes(
                JSON.createArrayNode().addAll(jars.stream().map(JarJson::object).toList()));
    }

    private static ObjectNode object(JarRecord jar) {
        return JSON.createObjectNode()
                .put("id", jar.id())
                .put("name", jar.name())
                .put("size", jar.size())
                .put(
                        "publishedAt",
                        Instant.ofEpochMilli(jar.publishedAtMillis()).toString());
    }

    static byte[] place(JarPlace place) {
        ObjectNode json = JSON.createObjectNode().put("number", place.number()).put("root", place.root());
        ArrayNode migrations = json.putArray("migrations");
        for (Migration migration : place.migrations()) {
            ObjectNode one = migrations
                    .addObject()
                    .put("id", migration.id())
                    .put("from", migration.from())
                    .put("to", migration.to())
                    .put("state", migration.state().wire())
                    .put("cleaned", migration.cleaned());
            time(one, "startedAt", migration.times().started());
            time(one, "switchedAt", migration.times().switched());
            time(one, "endedAt", migration.times().ended());
        }
        return bytes(json);
    }

    private static void time(ObjectNode json, String name, long millis) {
        if (millis == 0) {
            json.putNull(name);
        } else {
            json.put(name, Instant.ofEpochMilli(millis).toString());
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place in {@code {name, size, place}}; 0 if it is missing. */
    static long place(byte[] body) {
        try {
            return JSON.readTree(body).path("place").asLong(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Reads {@code {name, size}}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static JarRecord parse(String id, byte[] body, long atMillis) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not JSON: send {\"name\": …, \"size\": …}", e);
        }
        String name = json.path("name").asText("");
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the name of a jar must be 1 to " + LONGEST_NAME + " characters without control characters");
        }
        JsonNode size = json.path("size");
        if (!size.canConvertToLong() || size.asLong() < 1) {
            throw new IllegalArgumentException("the size of jar '" + name + "' must be a number of bytes above 0");
        }
        return new JarRecord(id, name, size.asLong(), atMillis);
    }
}
