/**
 * The master service for applications: keeps jars running on workers, whatever happens to either.
 *
 * <p>Begin with {@link org.tanist.applications.Applications}. The replicated part is pure: {@code command} makes one
 * {@code state} from another, {@code view} shows it. The active part is {@code watch}, which decides by {@code placement} and by what it
 * hears from workers, and has every decision committed before it is an effect. {@code catalogue} knows the jars.
 *
 * <p>Threading: one thread applies; any number of threads read; see {@code watch} for the rest.
 */
@NullMarked
package org.tanist.applications;

import org.jspecify.annotations.NullMarked;
