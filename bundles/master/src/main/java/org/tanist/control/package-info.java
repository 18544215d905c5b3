/**
 * The one door into a master: what the HTTP API and the console are built on.
 *
 * <p>{@link org.tanist.control.ClusterControl} is an OSGi service of every master, active or not, from the moment its process is
 * up. The records here have the field names of the HTTP API, so they can be written as JSON as they are. Optional things that are
 * not known are {@code null}, as in JSON.
 *
 * <h2>Answering a request</h2>
 *
 * <pre>{@code
 * Route route = control.route();
 * if (route instanceof Route.Here)   control.submit(…)            // fails with NOT_ACTIVE if that has just ended: route again
 * if (route instanceof Route.There t) forward(t.address())        // on a connection failure: control.routeAfter(t, 5 s)
 * if (route instanceof Route.Nobody) control.routeAfter(route, 5 s) // parked
 * }</pre>
 *
 * <p>Threading: all methods may be called by any thread. Those that return a value are wait-free; those that return a stage never
 * block the caller.
 */
@NullMarked
package org.tanist.control;

import org.jspecify.annotations.NullMarked;
