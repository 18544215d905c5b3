package org.tanist.election.zookeeper.internal.ensemble;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** A read or commit that ZooKeeper refused, or whose answer was lost. */
public final class EnsembleException extends IOException {
    private static final long serialVersionUID = 1L;

    private final KeeperException.Code code;
    private final int index;

    /**
     * Says what happened.
     *
     * @param index which operation of a commit was refused, counted from 0; -1 if that is not known
     */
    EnsembleException(KeeperException.Code code, String what, int index) {
        super("ZooKeeper: " + what + ": " + code);
        this.code = code;
        this.index = index;
    }

    /** ZooKeeper's own code. */
    public KeeperException.Code code() {
        return code;
    }

    /** Which operation of a commit was refused; -1 if that is not known. */
    public int index() {
        return index;
    }

    /** Whether it may have taken effect all the same. */
    public boolean unknown() {
        return switch (code) {
            case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONEXPIRED, SESSIONMOVED, REQUESTTIMEOUT, SYSTEMERROR -> true;
            default -> false;
        };
    }

    /** The failure of a stage as one of these, or null if it was another one. */
    public static @Nullable EnsembleException of(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof EnsembleException known ? known : null;
    }
}
