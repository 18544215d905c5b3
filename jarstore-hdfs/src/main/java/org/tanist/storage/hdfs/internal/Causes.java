package org.tanist.storage.hdfs.internal;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.RpcException;
import org.apache.hadoop.ipc.RpcNoSuchProtocolException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** What Hadoop's exceptions mean: they come wrapped, and their messages have pages. */
final class Causes {
    private Causes() {}

    /** The first line of a message, without the pages that it names, or the exception's name if it has none. */
    static String line(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String first = message.strip().lines().findFirst().orElse(message).strip();
        int pages = first.indexOf("; For more details see:");
        return pages < 0 ? first : first.substring(0, pages);
    }

    /** The exception that the NameNode meant. */
    static IOException unwrapped(IOException failure) {
        return failure instanceof RemoteException remote ? remote.unwrapRemoteException() : failure;
    }

    /** As the storage SPI wants it: one line, and the exceptions that it names. */
    static IOException translated(String path, IOException failure) {
        IOException cause = unwrapped(failure);
        if (taken(cause)) {
            FileAlreadyExistsException exists = new FileAlreadyExistsException(path);
            exists.initCause(cause);
            return exists;
        }
        if (cause instanceof FileNotFoundException) {
            FileNotFoundException absent = new FileNotFoundException("there is no file '" + path + "' on HDFS");
            absent.initCause(cause);
            return absent;
        }
        if (cause instanceof InterruptedIOException) {
            return cause;
        }
        return new IOException("HDFS, '" + path + "': " + Reasons.of(failure), cause);
    }

    /** Whether a name is in use, by a file that is complete, being written, or being recovered. */
    static boolean taken(IOException failure) {
        return failure instanceof org.apache.hadoop.fs.FileAlreadyExistsException
                || failure instanceof FileAlreadyExistsException
                || failure instanceof AlreadyBeingCreatedException
                || failure instanceof RemoteException remote
                        && remote.getClassName().endsWith(".RecoveryInProgressException");
    }

    /** Whether something of this kind is among the causes. */
    static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (@Nullable Throwable one = failure; one != null; one = one.getCause()) {
            String remote = one instanceof RemoteException r ? r.getClassName() : "";
            if (kind.isInstance(one) || kind.getName().equals(remote)) {
                return true;
            }
        }
        return false;
    }

    /** Why a root cannot be opened, as one sentence that says what to do. */
    static IOException refusal(HdfsAddress address, String user, IOException failure) {
        String what = "'" + address.text() + "' cannot be used: ";
        String detail = line(unwrapped(failure));
        if (has(failure, UnknownHostException.class)) {
            return new IOException(
                    what + "a host is not known (" + detail + "): correct the address or the DNS", failure);
        }
        if (has(failure, StandbyException.class) && address.port() >= 0) {
            return new IOException(
                    what + "the NameNode there is not the active one: write the nameservice, hdfs://nameservice"
                            + address.path() + ", or make it active ('hdfs haadmin -getAllServiceState')",
                    failure);
        }
        if (detail.contains("is not a directory")) {
            return new IOException(
                    what + "a file is there, or above it, and a directory is needed (" + detail + ")", failure);
        }
        if (detail.contains("authentication is not enabled") || detail.contains("Available:[")) {
            return new IOException(
                    what + "it wants Kerberos: set tanist.jarstore.hadoop.principal and .keytab, and"
                            + " hadoop.security.authentication in core-site.xml (" + detail + ")",
                    failure);
        }
        if (has(failure, AccessControlException.class)) {
            return new IOException(
                    what + "user '" + user + "' may not write there (" + detail
                            + "): change the directory's owner or mode, or set tanist.jarstore.hadoop.user",
                    failure);
        }
        if (has(failure, ConnectException.class) || has(failure, java.net.SocketTimeoutException.class)) {
            return new IOException(
                    what + "no NameNode answers at '" + address.host()
                            + (address.port() < 0 ? "" : ":" + address.port())
                            + "': is it running, and is that its RPC port? (" + detail + ")",
                    failure);
        }
        if (has(failure, RpcException.class)
                || has(failure, EOFException.class)
                || has(failure, RpcNoSuchProtocolException.class)) {
            return new IOException(
                    what + "what answers at '" + address.host() + (address.port() < 0 ? "" : ":" + address.port())
                            + "' is not the RPC port of a NameNode (" + detail + "): correct the address",
                    failure);
        }
        return new IOException(what + Reasons.of(failure), failure);
    }
}
