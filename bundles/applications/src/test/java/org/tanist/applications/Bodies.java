package org.tanist.applications;

import java.util.UUID;

/** Bodies of requests. */
public final class Bodies {
    /** Id of the jar in them. */
    public static final String JAR = "sha256:" + "ab".repeat(32);

    private Bodies() {}

    /** A submission. */
    public static String spec(String name, int instances, String restart) {
        return "{\"name\":\"" + name + "\",\"jar\":\"" + JAR + "\",\"args\":[\"--port\",\"0\"],\"env\":{\"A\":\"b\"},"
                + "\"instances\":" + instances + ",\"restart\":\"" + restart + "\",\"memoryMb\":64}";
    }

    static String id(String worker) {
        return UUID.nameUUIDFromBytes(worker.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    static String profile(String worker, int slots) {
        return profile(worker, id(worker + "/session"), slots);
    }

    static String profile(String worker, String session, int slots) {
        return "{\"name\":\"" + worker + "\",\"id\":\"" + id(worker) + "\",\"session\":\"" + session
                + "\",\"address\":\"" + worker + ":7000\",\"slots\":" + slots + ",\"memoryMb\":1000,\"version\":\"1\"}";
    }
}
