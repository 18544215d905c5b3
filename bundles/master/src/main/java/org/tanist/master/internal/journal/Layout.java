package org.tanist.master.internal.journal;

import java.util.Optional;
import org.tanist.cluster.Term;

/** The names of the journal's files on the storage. */
record Layout(String directory) {
    private static final String SEGMENT = "seg-";
    private static final String SEAL = "seal-";
    private static final String SNAPSHOT = "snapshot-";

    /** The register of the highest term that was raised. */
    String fence() {
        return directory + "/fence";
    }

    /** The register of the highest term that has a segment with a durable opening record. */
    String opened() {
        return directory + "/opened";
    }

    /** A file that is made and deleted to see whether that can be done. */
    String trial() {
        return directory + "/trial";
    }

    String segment(Term term) {
        return directory + "/" + SEGMENT + term;
    }

    String seal(Term term) {
        return directory + "/" + SEAL + term;
    }

    /** A name that nobody else uses: a term has one writer, which counts its attempts. */
    String snapshot(long index, Term writer, int attempt) {
        return directory + "/" + SNAPSHOT + index + "-" + writer + "-" + attempt;
    }

    /** The term of a segment's path. */
    Optional<Term> termOfSegment(String path) {
        return number(path, SEGMENT).map(Term::new);
    }

    /** The term of a seal's path. */
    Optional<Term> termOfSeal(String path) {
        return number(path, SEAL).map(Term::new);
    }

    /** The index of a snapshot's path. */
    Optional<Long> indexOfSnapshot(String path) {
        return number(path, SNAPSHOT);
    }

    /** The term that wrote a snapshot, by its path. */
    Optional<Term> writerOfSnapshot(String path) {
        return indexOfSnapshot(path)
                .flatMap(index -> number(path, SNAPSHOT + index + "-"))
                .map(Term::new);
    }

    /** The number right after the kind; empty for any other name. */
    private Optional<Long> number(String path, String kind) {
        String prefix = directory + "/" + kind;
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        int end = prefix.length();
        while (end < path.length() && Character.isDigit(path.charAt(end))) {
            end++;
        }
        int digits = end - prefix.length();
        return digits == 0 || digits > 18
                ? Optional.empty()
                : Optional.of(Long.parseLong(path.substring(prefix.length(), end)));
    }
}
