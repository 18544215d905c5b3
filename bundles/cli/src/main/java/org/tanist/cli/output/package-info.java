/** How results are shown: tables for people, the API's objects as JSON or YAML for programs. */
@NullMarked
package org.tanist.cli.output;

import org.jspecify.annotations.NullMarked;
