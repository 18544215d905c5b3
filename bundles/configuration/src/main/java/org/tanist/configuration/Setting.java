package org.tanist.configuration;

/**
 * One key with its effective value.
 *
 * @param key in full, e.g. {@code tanist.election.timeout}
 * @param value as text; {@code ********} for a secret
 * @param source {@code default}, {@code file}, {@code environment}, {@code flag} or {@code -D}
 * @param restart whether a change needs a restart
 * @param description one sentence
 * @param own whether each master is meant to have a value of its own
 */
public record Setting(String key, String value, String source, boolean restart, String description, boolean own) {}
