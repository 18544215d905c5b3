package org.tanist.master.internal.status;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tanist.cluster.Endpoint;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.master.internal.health.DiskProbe;
import org.tanist.master.internal.history.HistoryService;
import org.tanist.master.internal.jarstore.MasterJars;
import org.tanist.master.internal.leadership.DecisionLog;
import org.tanist.master.internal.members.MemberService;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.master.internal.service.Commands;
import org.tanist.master.internal.service.ServiceHost;

/**
 * What every master has from its first moment, whether it belongs to a cluster already or not.
 *
 * @param name its name
 * @param address its HTTP address
 * @param seats the founders it was started with
 * @param configuration its configuration
 * @param host its replicated state
 * @param commands the commands on their way
 * @param flags what operators said of members
 * @param history the changes of the active
 * @param decisions the last decisions of its loop
 * @param disk its disk's health
 * @param jars its jar store
 * @param ticker reads clocks
 * @param startup what a master that is not in its cluster yet waits for, one sentence
 * @param node its part in the cluster, once there is one
 */
public record Basics(
        String name,
        Endpoint address,
        List<String> seats,
        LiveConfiguration configuration,
        ServiceHost host,
        Commands commands,
        MemberService flags,
        HistoryService history,
        DecisionLog decisions,
        DiskProbe disk,
        MasterJars jars,
        Ticker ticker,
        Supplier<String> startup,
        Supplier<Optional<Node>> node) {}
