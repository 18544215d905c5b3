package org.tanist.control;

import org.tanist.cluster.Endpoint;
import org.tanist.cluster.Term;

/** Where commands and fresh reads must go at the moment. */
public sealed interface Route {

    /** The newest term known to the master that says so. */
    Term term();

    /** This master serves. */
    record Here(Term term) implements Route {}

    /** Another master leads; it serves, or soon will and parks until then. */
    record There(Term term, String name, Endpoint address) implements Route {}

    /** Nobody, as far as this master knows. */
    record Nobody(Term term, String reason) implements Route {}
}
