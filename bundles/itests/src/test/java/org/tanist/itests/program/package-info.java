/** A program that the tests have workers run: it behaves badly in the way that its first argument names. */
package org.tanist.itests.program;
