package org.tanist.itests.faulty;

import java.util.concurrent.CountDownLatch;
import org.osgi.service.component.annotations.Component;
import org.tanist.service.ActiveContext;
import org.tanist.service.MasterService;

/** Never comes back from starting its effects. */
@Component(service = MasterService.class, property = "tanist.service=hangs-in-activate")
public final class HangsInActivate extends Quiet {
    @Override
    public AutoCloseable activate(ActiveContext context) throws Exception {
        new CountDownLatch(1).await();
        return () -> {};
    }
}
