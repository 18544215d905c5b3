package org.tanist.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void readsHostsPortsAndIpv6() {
        assertThat(Address.parse("node1:3001")).isEqualTo(new Address("node1", 3001));
        assertThat(Address.parse(" node1 ")).isEqualTo(new Address("node1", 3000));
        assertThat(Address.parse("[::1]:3001")).isEqualTo(new Address("::1", 3001));
        assertThat(Address.parse("::1")).isEqualTo(new Address("::1", 3000));
        assertThat(Address.parse("[::1]:3001")).hasToString("[::1]:3001");
        assertThat(Address.parseList("a:1, b:2 c")).hasSize(3);
    }

    @Test
    void refusesWhatIsNoAddressInOneLine() {
        assertThatThrownBy(() -> Address.parse("node1:x")).hasMessageContaining("host:port");
        assertThatThrownBy(() -> Address.parse("node1:0")).hasMessageContaining("out of range");
        assertThatThrownBy(() -> Address.parse("http://node1:3000")).hasMessageContaining("is not a host");
        assertThatThrownBy(() -> Address.parseList(" , ")).hasMessageContaining("no master is named");
    }
}
