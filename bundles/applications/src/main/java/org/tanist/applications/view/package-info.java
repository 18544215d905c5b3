/**
 * Applications and workers as the HTTP API shows them. Pure; any thread.
 */
@NullMarked
package org.tanist.applications.view;

import org.jspecify.annotations.NullMarked;
