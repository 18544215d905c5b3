package org.tanist.control;

import java.util.Map;

/**
 * Something that happened to the replicated state: one server-sent event.
 *
 * @param position journal index; resumes after it
 * @param type e.g. {@code registry.put}, {@code history.finish}
 * @param at ISO-8601 UTC, of the active that took the command
 * @param data flat facts
 */
public record Event(long position, String type, String at, Map<String, String> data) {}
