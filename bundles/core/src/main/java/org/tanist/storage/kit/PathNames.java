package org.tanist.storage.kit;

import java.util.regex.Pattern;

/** Which paths a storage takes; the SPI's package page says it in words. */
public final class PathNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    private PathNames() {}

    /**
     * The same path, if every name in it is one that a storage takes.
     *
     * @throws IllegalArgumentException if not
     */
    public static String checked(String path) {
        for (String name : path.split("/", -1)) {
            if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("path '" + path
                        + "' is not allowed in a storage: use names of letters, digits, dots, dashes and underscores");
            }
        }
        return path;
    }
}
