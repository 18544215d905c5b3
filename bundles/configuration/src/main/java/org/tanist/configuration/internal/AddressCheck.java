package org.tanist.configuration.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.ConfigurationException;

/**
 * Refuses addresses that would be a trap: loopback in a cluster on several hosts, a wildcard that nobody can reach, and any
 * address but loopback without saying outright that nobody needs to log in.
 */
final class AddressCheck {
    private AddressCheck() {}

    static void check(Configuration configuration) throws ConfigurationException {
        String authentication = configuration.text(Keys.AUTHENTICATION);
        if (!authentication.isEmpty() && !authentication.equals("none")) {
            throw new ConfigurationException(Keys.AUTHENTICATION + " = '" + authentication
                    + "' is not known to this release: write none, or leave it empty and serve loopback only");
        }
        String host = configuration.host();
        InetAddress address = resolved(host);
        if (address.isAnyLocalAddress()) {
            throw new ConfigurationException(Keys.HOSTNAME + " = '" + host
                    + "' is no address that others can reach this master by: name one of this host's own (-ip)");
        }
        checkPeers(configuration.peers(), host, address.isLoopbackAddress());
        if (!address.isLoopbackAddress() && authentication.isEmpty()) {
            throw new ConfigurationException(Keys.HOSTNAME + " = '" + host
                    + "' is not loopback and no authentication is set up: set " + Keys.AUTHENTICATION
                    + " = none to serve everybody who can reach it, or use 127.0.0.1");
        }
    }

    private static void checkPeers(List<String> peers, String host, boolean loopback) throws ConfigurationException {
        List<String> local = new ArrayList<>();
        List<String> remote = new ArrayList<>();
        for (String peer : peers) {
            (isLoopback(hostOf(peer)) ? local : remote).add(peer);
        }
        if (!local.isEmpty() && !remote.isEmpty()) {
            throw new ConfigurationException(
                    Keys.MASTERS + " names loopback '" + local.get(0) + "' beside '" + remote.get(0)
                            + "' on another host: name every master by an address that all the others can reach");
        }
        if (loopback && !remote.isEmpty()) {
            throw new ConfigurationException(
                    Keys.HOSTNAME + " = '" + host + "' is loopback, but " + Keys.MASTERS + " names '" + remote.get(0)
                            + "' on another host: set the address that the others reach this host by (-ip)");
        }
        if (!loopback && !local.isEmpty()) {
            throw new ConfigurationException(
                    Keys.MASTERS + " names loopback '" + local.get(0) + "', but " + Keys.HOSTNAME + " = '" + host
                            + "' is not: name every master by an address that all the others can reach");
        }
    }

    private static String hostOf(String peer) throws ConfigurationException {
        int colon = peer.lastIndexOf(':');
        boolean bareIpv6 = peer.indexOf(':') != colon && !peer.startsWith("[");
        boolean portGiven = colon >= 0 && !bareIpv6 && !peer.endsWith("]");
        String host = portGiven ? peer.substring(0, colon) : peer;
        try {
            int port = portGiven ? Integer.parseInt(peer.substring(colon + 1)) : 3000;
            if (port >= 1 && port <= 55535 && !host.isBlank()) {
                return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is no port.
        }
        throw new ConfigurationException(
                Keys.MASTERS + " has '" + peer + "', which is not host:port with a port from 1 to 55535: correct it");
    }

    /** A name that cannot be resolved now may well be later; it is certainly not loopback. */
    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static InetAddress resolved(String host) throws ConfigurationException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    Keys.HOSTNAME + " = '" + host + "' cannot be resolved: correct it, or give an address with -ip");
        }
    }
}
