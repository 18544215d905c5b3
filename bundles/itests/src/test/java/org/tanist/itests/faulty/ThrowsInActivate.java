package org.tanist.itests.faulty;

import org.osgi.service.component.annotations.Component;
import org.tanist.service.ActiveContext;
import org.tanist.service.MasterService;

/** Cannot start its effects. */
@Component(service = MasterService.class, property = "tanist.service=throws-in-activate")
public final class ThrowsInActivate extends Quiet {
    @Override
    public AutoCloseable activate(ActiveContext context) {
        throw new IllegalStateException("no effects today");
    }
}
