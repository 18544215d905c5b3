package org.tanist.election.zookeeper.internal.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lines of {@code key=value}. */
final class Lines {
    private final Map<String, String> values = new LinkedHashMap<>();

    Lines put(String key, Object value) {
        values.put(key, String.valueOf(value).replace('\n', ' '));
        return this;
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Lines parse(byte[] bytes) {
        Lines lines = new Lines();
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                lines.values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return lines;
    }

    /** The value, empty if it is not there. */
    String text(String key) {
        return values.getOrDefault(key, "");
    }

    long number(String key) throws IOException {
        try {
            return Long.parseLong(text(key));
        } catch (NumberFormatException e) {
            throw new IOException("a znode of the cluster is damaged: " + key + " is '" + text(key) + "'", e);
        }
    }
}
