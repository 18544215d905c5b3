package org.tanist.cli.context;

/** The exit codes of INTERFACE.md, section 5. */
public final class ExitCode {

    /** All well. */
    public static final int OK = 0;
    /** It failed. */
    public static final int FAILED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** There is no such thing. */
    public static final int NOT_FOUND = 3;
    /** A check refused it. */
    public static final int REFUSED = 4;
    /** No active master, or no quorum. */
    public static final int NO_ACTIVE = 5;
    /** Accepted, but not finished in time. */
    public static final int NOT_FINISHED = 6;
    /** Not authorised. */
    public static final int NOT_AUTHORISED = 7;
    /** Works, but not as it should. */
    public static final int DEGRADED = 8;

    private ExitCode() {}
}
