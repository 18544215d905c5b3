package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;

/** What is wrong with an HDFS, as half a sentence that says what to do: its own messages print objects, or tell a consequence only. */
final class Reasons {
    private static final Pattern DATANODE = Pattern.compile("DatanodeInfoWithStorage\\[([^,\\]]+)");

    private Reasons() {}

    /** Of what a call failed with; the first line of its message if nothing better is known. */
    static String of(IOException failure) {
        String line = Causes.line(Causes.unwrapped(failure));
        if (Causes.has(failure, StandbyException.class)) {
            return "no NameNode is active: look at 'hdfs haadmin -getAllServiceState' and make one active";
        }
        if (line.startsWith("Call From ")
                && (Causes.has(failure, ConnectException.class) || Causes.has(failure, SocketTimeoutException.class))) {
            // Which of two was asked last is no news, and would be another reason each time.
            String last = line.substring(line.lastIndexOf(": ") + 1).strip();
            return "no NameNode answers (" + last + "): start one, and look at 'hdfs haadmin -getAllServiceState'";
        }
        if (Causes.has(failure, SafeModeException.class) || line.contains("in safe mode")) {
            return "HDFS is in safe mode and takes no changes: wait, or look at 'hdfs dfsadmin -safemode get'";
        }
        if (Causes.has(failure, QuotaExceededException.class)) {
            return line + ": raise it (hdfs dfsadmin -setQuota, -setSpaceQuota), or delete something";
        }
        if (Causes.has(failure, CannotObtainBlockLengthException.class)) {
            return "no datanode can tell how long its last block is (it is on " + datanodes(line)
                    + "): start those that do not run; if all do, HDFS is completing the file";
        }
        if (Causes.has(failure, ChecksumException.class)) {
            return "it is damaged: the checksum of one of its blocks is wrong on every datanode that has it; put back what was"
                    + " there, it is not skipped ('hdfs fsck', " + line + ")";
        }
        if (Causes.has(failure, BlockMissingException.class)) {
            return "no datanode gives a block of it (it is on " + datanodes(line)
                    + "): start them, and look at 'hdfs fsck' for damage";
        }
        if (Causes.has(failure, AccessControlException.class)) {
            return line + ": give it back to this user (hdfs dfs -chown, -chmod)";
        }
        if (line.startsWith("All datanodes [")) {
            return "all datanodes that it was written to have failed (" + datanodes(line)
                    + "): look at 'hdfs dfsadmin -report'";
        }
        if (line.contains("could only be written to")) {
            return "no datanode takes it, for want of room or because none lives: look at 'hdfs dfsadmin -report' ("
                    + line + ")";
        }
        return line;
    }

    private static String datanodes(String line) {
        Matcher found = DATANODE.matcher(line);
        String names =
                found.results().map(one -> one.group(1)).distinct().sorted().collect(Collectors.joining(", "));
        return names.isEmpty() ? "none that is known" : names;
    }
}
