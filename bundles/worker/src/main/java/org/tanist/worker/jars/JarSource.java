package org.tanist.worker.jars;

import java.io.IOException;
import java.nio.file.Path;

/** Where jars come from. */
public interface JarSource {

    /**
     * Writes a jar to a file, which is there whole and verified afterwards, or not at all.
     *
     * @throws MissingJarException if there is no such jar
     * @throws IOException if it could not be had now
     */
    void fetch(String id, Path file) throws IOException;
}
