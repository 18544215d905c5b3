package org.tanist.master.internal.jarstore;

import java.util.Optional;

/**
 * A jar on the storage.
 *
 * @param id its content's hash
 * @param blob name of the file with the bytes
 * @param size in bytes
 */
record Copy(JarId id, String blob, long size) {

    /** The content of the pointer. */
    String pointer() {
        return blob + " " + size + "\n";
    }

    /** What is written about a copy that is put aside. */
    String note(String why) {
        return pointer() + id + "\n" + why + "\n";
    }

    /** Reads a note; empty if it is not one. */
    static Optional<Copy> parseNote(String note) {
        String[] lines = note.split("\n", -1);
        boolean whole = lines.length > 2 && JarId.isHex(lines[1].replaceFirst("^sha256:", ""));
        return whole ? parse(JarId.parse(lines[1]), lines[0]) : Optional.empty();
    }

    /** Reads a pointer; empty if it is not one. */
    static Optional<Copy> parse(JarId id, String pointer) {
        String[] parts = pointer.strip().split(" ", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Copy(id, parts[0], Long.parseLong(parts[1])));
    }
}
