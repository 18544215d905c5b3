/**
 * The worker as a process: clock, threads, log file, start and orderly end. The only package that makes threads and reads clocks.
 *
 * <p>Threads: {@code tanist-worker-supervisor}, {@code tanist-worker-masters} (two), {@code tanist-worker-jars} (up to two),
 * {@code tanist-worker-logs} (up to 32), and a shutdown hook {@code tanist-worker-end}.
 */
@NullMarked
package org.tanist.worker.runtime;

import org.jspecify.annotations.NullMarked;
