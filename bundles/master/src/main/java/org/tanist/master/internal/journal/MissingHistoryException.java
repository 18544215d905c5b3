package org.tanist.master.internal.journal;

import java.io.IOException;

/** A part of the history is not there, or is another one than was agreed on: superseded by a newer checkpoint, or not visible yet. */
final class MissingHistoryException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingHistoryException(String what) {
        super(what);
    }
}
