package org.tanist.cli.haadmin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.follow.Call;
import org.tanist.client.http.Address;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;

/** What single masters say of themselves, asked directly: another's view of a master may be old. */
final class MasterStates {

    private final Globals globals;
    private final TanistClient client;

    MasterStates(Globals globals, TanistClient client) {
        this.globals = globals;
        this.client = client;
    }

    /** Prints {@code active} or {@code standby}; exit code 1 if the master does not answer. */
    int show(String nameOrAddress) {
        String address = address(nameOrAddress);
        String role = role(address);
        if (role.equals("unreachable")) {
            throw new Failure(ExitCode.FAILED, "the master at " + address + " does not answer");
        }
        String state = state(role);
        if (!role.equals(state)) {
            globals.message("the master at " + address + " is " + role);
        }
        globals.output().show(new Json(Map.of("address", address, "state", state, "role", role)), p -> p.line(state));
        return ExitCode.OK;
    }

    /** Prints each member's address and state. */
    int showAll() {
        Table table = Table.of("ADDRESS", "STATE");
        List<Object> all = new ArrayList<>();
        for (Master master : Cluster.of(ClusterReading.read(client, true)).masters()) {
            String role = role(master.address());
            String state = role.equals("unreachable") ? role : state(role);
            table.row(master.address(), state);
            all.add(Map.of("address", master.address(), "name", master.name(), "state", state));
        }
        globals.output().show(new Json(all), page -> page.table(table));
        return ExitCode.OK;
    }

    /** Exit code 0 if the master says it is ready, else 1. */
    int checkHealth(String nameOrAddress) {
        String address = address(nameOrAddress);
        try (TanistClient one = globals.clientOf(address)) {
            HttpAnswer answer = one.send(Call.get("/health/ready"));
            if (answer.successful()) {
                globals.message("the master at " + address + " is ready");
                return ExitCode.OK;
            }
            throw new Failure(ExitCode.FAILED, "the master at " + address + " is not ready: " + answer.text());
        } catch (ClientException e) {
            throw new Failure(ExitCode.FAILED, "the master at " + address + " is not ready: " + e.getMessage());
        }
    }

    private String address(String nameOrAddress) {
        if (nameOrAddress.indexOf(':') >= 0) {
            return Address.parse(nameOrAddress).toString();
        }
        return ClusterReading.member(client, nameOrAddress, true).address();
    }

    private String role(String address) {
        try (TanistClient one = globals.clientOf(address)) {
            return one.read("/api/v1/self").member("status").text("role");
        } catch (ClientException e) {
            return "unreachable";
        }
    }

    private static String state(String role) {
        return role.equals("active") ? role : "standby";
    }
}
