package org.tanist.client.wire;

import org.tanist.client.json.Json;

/**
 * The answering master's journal.
 *
 * @param provider its name
 * @param applied index of the last applied entry
 * @param committed index of the last committed entry
 * @param checkpoint index of the newest checkpoint, 0 for none
 * @param bytes size on disk
 * @param fencedWrites appends of stale terms that were refused since the start
 * @param coordinator id of the master that puts the entries in order at present, such as Raft's leader; empty if there is none
 */
public record Journal(
        String provider,
        long applied,
        long committed,
        long checkpoint,
        long bytes,
        long fencedWrites,
        String coordinator) {

    /** Reads one; a position is an object with an index, or the index itself. */
    public static Journal of(Json json) {
        return new Journal(
                json.text("provider"),
                index(json, "applied"),
                index(json, "committed"),
                index(json, "checkpoint"),
                json.number("bytes"),
                json.number("fencedWrites"),
                json.text("coordinator"));
    }

    private static long index(Json json, String name) {
        Json position = json.member(name);
        return position.has("index") ? position.number("index") : json.number(name);
    }
}
