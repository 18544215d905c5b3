package org.tanist.console.internal.view;

import org.tanist.console.internal.live.Feed;
import org.tanist.console.internal.operations.Operations;

/**
 * What a view may use; handed to the constructor of every view that has one for it.
 *
 * @param feed facts
 * @param operations orders
 * @param version of the software that serves the page
 */
public record Console(Feed feed, Operations operations, String version) {}
