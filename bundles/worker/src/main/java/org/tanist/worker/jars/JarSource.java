package org.tanist.worker.jars;

import java.io.IOException;
import java.io.OutputStream;

/** Where jars come from. */
public interface JarSource {

    /**
     * Writes all bytes of a jar.
     *
     * @throws MissingJarException if there is no such jar
     * @throws IOException if it could not be had now
     */
    void fetch(String id, OutputStream out) throws IOException;
}
