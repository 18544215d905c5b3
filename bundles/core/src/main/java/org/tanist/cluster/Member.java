package org.tanist.cluster;

import java.util.regex.Pattern;

/**
 * One master of a cluster as all others know it.
 *
 * @param id its identity, never changes
 * @param name its human name, unique in the cluster
 * @param address where it answers HTTP; may change by an operator's order
 */
public record Member(MasterId id, String name, Endpoint address) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    /** Refuses names that could not be part of a URL path. */
    public Member {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "master name '" + name
                            + "' is not allowed: use 1 to 128 letters, digits, '.', '-', '_' or ':', starting with a letter or digit");
        }
    }

    /** The same master at another address. */
    public Member at(Endpoint newAddress) {
        return new Member(id, name, newAddress);
    }
}
