package org.tanist.service;

import org.tanist.cluster.Position;

/**
 * A committed command.
 *
 * @param position where it stands in the journal
 * @param id as its caller gave it
 * @param atMillis wall-clock time of the active that took it, milliseconds since 1970; for people only
 * @param request what to do
 */
public record Command(Position position, String id, long atMillis, Request request) {}
