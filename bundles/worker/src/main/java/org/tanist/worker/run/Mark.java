package org.tanist.worker.run;

import org.tanist.client.wire.Incarnation;

/** The variable by which all processes of a run can be found, whatever group they went to. */
final class Mark {

    static final String VARIABLE = "TANIST_RUN";

    private Mark() {}

    /** Its value: {@code WORKER_ID:application/instance@incarnation}. */
    static String of(String worker, Incarnation run) {
        return worker + ":" + run;
    }
}
