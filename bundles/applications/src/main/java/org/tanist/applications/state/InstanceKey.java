package org.tanist.applications.state;

/**
 * Which instance.
 *
 * @param application name
 * @param number from 0
 */
public record InstanceKey(String application, int number) implements Comparable<InstanceKey> {
    @Override
    public int compareTo(InstanceKey other) {
        int byName = application.compareTo(other.application);
        return byName != 0 ? byName : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return application + "/" + number;
    }
}
