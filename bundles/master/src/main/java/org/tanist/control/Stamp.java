package org.tanist.control;

import org.tanist.cluster.Role;

/**
 * Who answers, and how fresh the answer is: the {@code Tanist-…} headers.
 *
 * @param master name of the answering master
 * @param role its role
 * @param term newest term it knows
 * @param position index of the last journal entry it has applied
 * @param ageMs 0 on a serving active; else milliseconds since this master last heard that its state was current
 */
public record Stamp(String master, Role role, long term, long position, long ageMs) {}
