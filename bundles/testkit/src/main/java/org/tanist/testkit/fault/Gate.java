package org.tanist.testkit.fault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** Where hanging calls wait. Shared by a wrapper and all that it handed out. */
final class Gate {
    private final FaultPlan plan;
    private final CountDownLatch released = new CountDownLatch(1);

    Gate(FaultPlan plan) {
        this.plan = plan;
    }

    synchronized Fault next(String operation, String path) {
        return plan.next(operation, path);
    }

    /**
     * Fails or hangs a call that would have no effect.
     *
     * @return what is to be done around the effect: nothing, a torn write, or a lost answer
     */
    Fault before(String operation, String path) throws IOException {
        Fault fault = next(operation, path);
        switch (fault) {
            case NONE, TORN_WRITE, LOST_ANSWER -> {}
            case IO_ERROR -> throw new IOException("injected: I/O error in " + operation + " of '" + path + "'");
            case NO_SPACE ->
                throw new IOException("injected: No space left on device in " + operation + " of '" + path + "'");
            case HANG -> {
                hang();
                throw new IOException("injected: " + operation + " of '" + path + "' hung until it was released");
            }
        }
        return fault;
    }

    /** Fails a call whose effect is there. */
    void after(Fault fault, String operation, String path) throws IOException {
        if (fault != Fault.NONE) {
            throw new IOException("injected: the answer of " + operation + " of '" + path + "' was lost");
        }
    }

    private void hang() throws InterruptedIOException {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while hanging");
        }
    }

    void release() {
        released.countDown();
    }
}
