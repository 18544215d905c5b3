/** The demonstration: three masters, two workers and an application; a master and a worker are killed, and what became of it. */
@NullMarked
package org.tanist.cli.demo;

import org.jspecify.annotations.NullMarked;
