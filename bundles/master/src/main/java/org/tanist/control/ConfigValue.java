package org.tanist.control;

/**
 * One configuration key: an element of {@code GET /api/v1/config}.
 *
 * @param key in full, e.g. {@code tanist.election.timeout}
 * @param value the effective value as text; secrets are masked
 * @param source {@code default}, {@code file}, {@code environment}, {@code flag} or {@code -D}
 * @param restart whether a change needs a restart
 * @param description one sentence
 * @param own whether each master is meant to have a value of its own, such as its name
 */
public record ConfigValue(String key, String value, String source, boolean restart, String description, boolean own) {}
