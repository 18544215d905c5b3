package org.tanist.configuration.internal;

import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant by a key that does not exist. */
final class Suggestion {
    private Suggestion() {}

    /** The key that lacks only its beginning, else the nearest unless even that is a different word, else one with the same last part. */
    static Optional<String> nearest(String unknown) {
        return endingIn(unknown)
                .or(() -> Keys.all().stream()
                        .map(Key::name)
                        .min(Comparator.comparingInt(name -> distance(unknown, name)))
                        .filter(name -> distance(unknown, name)
                                <= Math.max(2, lastPart(name).length() / 2)))
                .or(() -> endingIn(lastPart(unknown)));
    }

    private static Optional<String> endingIn(String part) {
        return Keys.all().stream()
                .map(Key::name)
                .filter(name -> name.endsWith("." + part))
                .findFirst();
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance, where exchanging two neighbours counts once. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = previous;
            previous = current;
            current = free;
        }
        return previous[b.length()];
    }
}
