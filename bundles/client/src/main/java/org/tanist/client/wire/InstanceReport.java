package org.tanist.client.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * What a worker knows of one run.
 *
 * @param run which
 * @param state {@code starting}, {@code running}, {@code exited} or {@code refused}
 * @param pid of its process, null before there is one
 * @param startedAt ISO-8601 UTC, null before it was started
 * @param exitCode once it has exited and the code is known; 128 + signal when a signal ended it
 * @param detail one line for people, null for none
 * @param lasting of a refusal: whether it would be refused again, wherever and whenever
 */
public record InstanceReport(
        Incarnation run,
        String state,
        @Nullable Long pid,
        @Nullable String startedAt,
        @Nullable Integer exitCode,
        @Nullable String detail,
        boolean lasting) {

    /** Being started: the jar is fetched, or the process has only just been made. */
    public static final String STARTING = "starting";
    /** Its process runs. */
    public static final String RUNNING = "running";
    /** It ran and its process is gone, with all of its children. */
    public static final String EXITED = "exited";
    /** It was not started and will not be; the detail says why. */
    public static final String REFUSED = "refused";

    Json json() {
        Map<String, @Nullable Object> members = run.members();
        members.put("state", state);
        members.put("pid", pid);
        members.put("startedAt", startedAt);
        members.put("exitCode", exitCode);
        members.put("detail", detail);
        // Left out otherwise, for masters that do not know it yet.
        members.put("lasting", lasting ? true : null);
        return Json.object(members);
    }
}
