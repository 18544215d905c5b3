package org.tanist.applications;

import java.time.Duration;
import org.tanist.service.MasterService;

/** Makes the service without OSGi. */
public final class Services {
    private Services() {}

    /** With this time-out of workers. */
    public static MasterService applications(Duration timeout) {
        return new Applications(() -> timeout);
    }
}
