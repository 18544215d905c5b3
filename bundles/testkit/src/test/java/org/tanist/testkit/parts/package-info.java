/** Tests of what core gives to providers, here because core itself needs nothing but the JDK. */
@org.jspecify.annotations.NullMarked
package org.tanist.testkit.parts;
