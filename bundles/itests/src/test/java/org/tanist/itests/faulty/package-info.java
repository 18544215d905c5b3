/** Master services that misbehave; the plugin test makes a bundle of this package and drops it into {@code plugins/}. */
package org.tanist.itests.faulty;
