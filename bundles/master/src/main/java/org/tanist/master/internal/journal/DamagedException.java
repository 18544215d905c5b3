package org.tanist.master.internal.journal;

import java.io.IOException;

/** Something that was synced is damaged: going on could lose acknowledged entries, so nothing goes on. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String path, String what) {
        super("'" + path + "' is damaged: " + what + "; restore it from a backup, it is not skipped");
    }
}
