package org.tanist.cli.context;

import org.tanist.client.error.ClientException;
import org.tanist.client.error.InvalidRequestException;
import org.tanist.client.error.NoActiveException;
import org.tanist.client.error.NotAuthorisedException;
import org.tanist.client.error.NotFinishedException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.PreconditionFailedException;
import org.tanist.client.error.RefusedException;
import org.tanist.client.error.UnknownOutcomeException;

/** A command that ends with one line on stderr and an exit code. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** A failure: what, which, and what to do. */
    public Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The exit code. */
    public int exitCode() {
        return exitCode;
    }

    /** The exit code that goes with a failure of the client. */
    public static int exitCode(ClientException e) {
        if (e instanceof NotFoundException) {
            return ExitCode.NOT_FOUND;
        }
        if (e instanceof RefusedException || e instanceof PreconditionFailedException) {
            return ExitCode.REFUSED;
        }
        if (e instanceof NoActiveException || e instanceof UnknownOutcomeException) {
            return ExitCode.NO_ACTIVE;
        }
        if (e instanceof NotFinishedException) {
            return ExitCode.NOT_FINISHED;
        }
        if (e instanceof NotAuthorisedException) {
            return ExitCode.NOT_AUTHORISED;
        }
        if (e instanceof InvalidRequestException && e.code().equals("method-not-allowed")) {
            return ExitCode.USAGE;
        }
        return ExitCode.FAILED;
    }
}
