/**
 * What the views are made of: the {@link org.tanist.console.internal.view.Console} that each gets in its constructor, and the
 * small parts that look alike on all pages.
 *
 * <p>Threading: components belong to the session of their page; whoever comes from another thread goes through {@code
 * UI.access}, which {@link org.tanist.console.internal.view.LiveUpdates} does.
 */
@NullMarked
package org.tanist.console.internal.view;

import org.jspecify.annotations.NullMarked;
