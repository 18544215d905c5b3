package org.tanist.master.internal.leadership;

import java.time.Duration;
import org.tanist.cluster.Member;
import org.tanist.journal.Journal;
import org.tanist.master.internal.platform.Threads;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.master.internal.service.Commands;
import org.tanist.master.internal.service.ServiceHost;

/**
 * What an activation works with.
 *
 * @param self this master
 * @param journal where it writes
 * @param host the services
 * @param commands the commands on their way
 * @param gate through which answers go
 * @param threads makes threads
 * @param ticker reads clocks
 * @param timings limits
 */
public record Surroundings(
        Member self,
        Journal journal,
        ServiceHost host,
        Commands commands,
        Gate gate,
        Threads threads,
        Ticker ticker,
        Timings timings) {

    /**
     * Limits of an activation.
     *
     * @param activation for all of it; then the master resigns
     * @param service for one service to start or stop; then it is quarantined
     * @param flush for the commands on their way when the master stands down in good order
     * @param stall a turn of the loop that comes later than this means that the process stood still
     * @param coolDown after a failed activation
     */
    public record Timings(Duration activation, Duration service, Duration flush, Duration stall, Duration coolDown) {}
}
