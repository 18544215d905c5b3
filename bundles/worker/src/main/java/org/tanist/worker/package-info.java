/**
 * The worker: runs instances of applications on one host, on behalf of the masters.
 *
 * <p>{@link org.tanist.worker.Main} is {@code bin/worker}. Read {@code supervise.Supervisor} first, then {@code run.Run}, then the two shell
 * scripts beside {@code files.WorkerDirectory}, which are what goes on when the worker is gone.
 */
@NullMarked
package org.tanist.worker;

import org.jspecify.annotations.NullMarked;
