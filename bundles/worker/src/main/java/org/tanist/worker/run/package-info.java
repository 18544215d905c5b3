/**
 * One run of an instance: its command line, its start, its end and what is reported of it.
 *
 * <p>A run's process group is led by {@code runner.sh}, which starts the program, keeps its output within bounds and writes down its
 * exit code; so all of that goes on when the worker is gone. A run has ended when no process is left that is in its group or carries its
 * mark in the environment. Objects of this package belong to the supervisor's thread; reports are values.
 */
@NullMarked
package org.tanist.worker.run;

import org.jspecify.annotations.NullMarked;
