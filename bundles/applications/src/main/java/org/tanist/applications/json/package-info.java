/**
 * Reading JSON strictly, and writing it. What is wrong with a body is said in one line that names the field.
 *
 * <p>Deterministic, because commands are read when they are applied. Threading: {@link org.tanist.applications.json.Fields} is for one
 * thread, everything else for any.
 */
@NullMarked
package org.tanist.applications.json;

import org.jspecify.annotations.NullMarked;
