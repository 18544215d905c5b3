package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where on which HDFS.
 *
 * @param text as configured
 * @param host of the NameNode, or the name of a nameservice
 * @param port of the NameNode; -1 if there is none, as for a nameservice
 * @param path the root directory, absolute
 */
record HdfsAddress(String text, String host, int port, String path) {
    private static final int LAST_PORT = 65_535;

    /** Reads {@code hdfs://host:port/path} or {@code hdfs://nameservice/path}. */
    static HdfsAddress parse(String text) throws IOException {
        URI uri;
        try {
            uri = new URI(text).normalize();
        } catch (URISyntaxException e) {
            throw new IOException(refusal(text), e);
        }
        String path = uri.getPath();
        boolean complete = HdfsStorageProvider.SCHEME.equals(uri.getScheme())
                && uri.getHost() != null
                && uri.getPort() <= LAST_PORT
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null
                && path != null
                && path.matches("(/[A-Za-z0-9._~=@+-]+)+/?")
                && !path.contains("/..");
        if (!complete) {
            throw new IOException(refusal(text));
        }
        return new HdfsAddress(
                text, uri.getHost(), uri.getPort(), path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private static String refusal(String text) {
        return "'" + text + "' is no address of a directory on HDFS: write hdfs://host:port/directory or"
                + " hdfs://nameservice/directory";
    }

    /** The file system. */
    URI system() {
        return URI.create(HdfsStorageProvider.SCHEME + "://" + host + (port < 0 ? "" : ":" + port));
    }
}
