/**
 * Masters, workers and users in virtual time: failovers, pauses, cut-off workers, lost and late answers, and an oracle that watches what
 * really runs. The service is the real one; the journal, the network and the processes are models. Everything follows from one seed.
 */
package org.tanist.applications.simulation;
