package org.tanist.client.wire;

import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * One move of all jars from one root to another.
 *
 * @param id unique; empty for a dry run
 * @param from root before it; {@code local} for the masters' own disks, or an address
 * @param to root after it
 * @param state {@code checked}, {@code copying}, {@code switched}, {@code confirmed}, {@code returning}, {@code returned} or {@code
 *     undone}
 * @param startedAt ISO-8601 UTC; empty for a dry run
 * @param progress null when it is over, or not known to the answering master
 * @param source the API's object that this was read from
 */
public record JarMigration(
        String id,
        String from,
        String to,
        String state,
        String startedAt,
        @Nullable Progress progress,
        Json source) {

    /**
     * How far the copying is.
     *
     * @param jars how many there are
     * @param jarsDone how many are on the root that they are copied to
     * @param bytes of all jars
     * @param bytesDone of those that are there
     * @param problem what keeps it from going on; empty for nothing
     */
    public record Progress(int jars, int jarsDone, long bytes, long bytesDone, String problem) {}

    /** Reads one. */
    public static JarMigration of(Json json) {
        Json progress = json.member("progress");
        return new JarMigration(
                json.text("id"),
                json.text("from"),
                json.text("to"),
                json.text("state"),
                json.text("startedAt"),
                json.has("progress")
                        ? new Progress(
                                (int) progress.number("jars"),
                                (int) progress.number("jarsDone"),
                                progress.number("bytes"),
                                progress.number("bytesDone"),
                                progress.text("problem"))
                        : null,
                json);
    }

    /** Whether masters are copying. */
    public boolean running() {
        return state.equals("copying") || state.equals("returning") || state.equals("returned");
    }

    /** Whether it is over. */
    public boolean ended() {
        return state.equals("confirmed") || state.equals("undone");
    }
}
