package org.tanist.client.wire;

import org.tanist.client.json.Json;

/**
 * Something that happened to the replicated state.
 *
 * @param position journal index
 * @param type e.g. {@code registry.put}
 * @param data the event's JSON
 */
public record Event(long position, String type, Json data) {}
