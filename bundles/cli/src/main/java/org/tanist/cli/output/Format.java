package org.tanist.cli.output;

/** How results are shown. */
public enum Format {
    /** For people. */
    TABLE,
    /** The API's objects. */
    JSON,
    /** The API's objects as YAML. */
    YAML
}
