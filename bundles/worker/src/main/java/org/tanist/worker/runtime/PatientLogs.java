package org.tanist.worker.runtime;

import java.util.logging.LogManager;

/** Keeps the log open while the process ends: the JDK's own would close it before the orderly stop has said anything. */
public final class PatientLogs extends LogManager {

    /** To be called before anything is logged. */
    public static void install() {
        System.setProperty("java.util.logging.manager", PatientLogs.class.getName());
    }

    @Override
    public void reset() {
        // What is written is in the file at once; there is nothing to close that the end of the process does not close.
    }
}
