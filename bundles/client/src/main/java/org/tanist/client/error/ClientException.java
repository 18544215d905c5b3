package org.tanist.client.error;

/** The root of what the client throws; its message is one line for a person. */
public class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** A failure described by a problem. */
    public ClientException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** The exception of the kind that the problem's code names. */
    public static ClientException of(Problem problem) {
        return switch (problem.code()) {
            case "not-found", "lost" -> new NotFoundException(problem);
            case "refused", "conflict" -> new RefusedException(problem);
            case "precondition-failed" -> new PreconditionFailedException(problem);
            case "no-active", "not-active", "too-few-copies", "overloaded", "unreachable" ->
                new NoActiveException(problem);
            case "unknown-outcome" -> new UnknownOutcomeException(problem);
            case "timeout" -> new NotFinishedException(problem);
            case "unauthenticated", "forbidden" -> new NotAuthorisedException(problem);
            case "invalid", "too-large", "method-not-allowed" -> new InvalidRequestException(problem);
            default -> new ClientException(problem);
        };
    }

    /** The API's code, e.g. {@code not-found}. */
    public final String code() {
        return problem.code();
    }

    /** All that is known. */
    public final Problem problem() {
        return problem;
    }
}
