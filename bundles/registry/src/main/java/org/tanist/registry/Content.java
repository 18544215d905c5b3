package org.tanist.registry;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * One state of the registry, immutable. A change makes a new state that shares all but a path of some twenty nodes with the old
 * one; that is why a snapshot is free and why readers see one moment however long they take.
 *
 * @param values by key, in the order of {@link String#compareTo}
 * @param bytes of all values together
 */
record Content(TreePMap<String, Value> values, long bytes) {
    static final Content EMPTY = new Content(TreePMap.empty(), 0);

    @Nullable
    Value find(String key) {
        return values.get(key);
    }

    Content with(String key, Value value) {
        Value before = find(key);
        long freed = before == null ? 0 : before.bytes().length;
        return new Content(values.plus(key, value), bytes - freed + value.bytes().length);
    }

    Content without(String key) {
        Value before = find(key);
        return before == null ? this : new Content(values.minus(key), bytes - before.bytes().length);
    }

    /** The keys that start with {@code prefix} and come after {@code after}, in order; costs nothing until it is iterated. */
    Iterator<Map.Entry<String, Value>> from(String prefix, String after) {
        TreePMap<String, Value> tail =
                after.compareTo(prefix) >= 0 ? values.tailMap(after, after.isEmpty()) : values.tailMap(prefix, true);
        return tail.entrySet().iterator();
    }
}
