/**
 * How requests and answers look: an exchange with one caller, JSON, and problems.
 *
 * <p>Threading: an exchange is handed from thread to thread; whoever finishes it first wins.
 */
@NullMarked
package org.tanist.http.internal.wire;

import org.jspecify.annotations.NullMarked;
