/**
 * Benchmarks: what a failover costs, how fast writes and reads are, how long a start takes. Each reports the machine's load beside
 * its figures; a figure is measured, never asserted.
 */
@NullMarked
package org.tanist.cli.bench;

import org.jspecify.annotations.NullMarked;
