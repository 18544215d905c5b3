/** A program that the tests run as an instance. */
package org.tanist.worker.sample;
