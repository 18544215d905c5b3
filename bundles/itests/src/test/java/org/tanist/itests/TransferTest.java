package org.tanist.itests;

/** Planned changes on Raft. */
class TransferTest extends TransferSuite {}
