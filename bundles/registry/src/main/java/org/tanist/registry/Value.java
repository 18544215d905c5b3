package org.tanist.registry;

/**
 * What a key stands for.
 *
 * @param version journal index of the command that wrote it
 * @param bytes not copied, must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Values are compared nowhere; a copy on each access would cost every read.
record Value(long version, byte[] bytes) {}
