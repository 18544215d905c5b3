package org.tanist.itests.faulty;

import org.osgi.service.component.annotations.Component;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;

/** Cannot apply any command. */
@Component(service = MasterService.class, property = "tanist.service=throws-in-apply")
public final class ThrowsInApply extends Quiet {
    @Override
    public Reply apply(Command command) {
        throw new IllegalStateException("cannot apply " + command.request().path());
    }
}
