/** A service that answers HTTP. Several instances on one host need a port each: without one it takes any free one, and says which. */
@NullMarked
package org.tanist.example.hello;

import org.jspecify.annotations.NullMarked;
