/** A master's double that speaks the worker protocol and can fail as real ones do, and a worker as a real process. */
package org.tanist.worker.harness;
