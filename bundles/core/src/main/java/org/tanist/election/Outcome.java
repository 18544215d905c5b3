package org.tanist.election;

import java.util.List;
import org.tanist.cluster.Term;

/** How a transfer ended. */
public sealed interface Outcome {

    /** The target leads in {@code term}. */
    record Done(Term term) implements Outcome {}

    /** It was tried and did not happen; this master leads, or the cluster elected by itself. */
    record RolledBack(String reason) implements Outcome {}

    /** Nothing was tried. */
    record Refused(List<String> reasons) implements Outcome {}
}
