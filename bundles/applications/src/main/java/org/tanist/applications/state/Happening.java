package org.tanist.applications.state;

/**
 * Something that happened to an application; for people.
 *
 * @param position journal index
 * @param atMillis wall clock of the active, milliseconds since 1970
 * @param event one word
 * @param detail one line
 */
public record Happening(long position, long atMillis, String event, String detail) {}
