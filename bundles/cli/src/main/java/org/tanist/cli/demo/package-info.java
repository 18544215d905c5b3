/** The demonstration: three masters, one killed, and what became of it. */
@NullMarked
package org.tanist.cli.demo;

import org.jspecify.annotations.NullMarked;
