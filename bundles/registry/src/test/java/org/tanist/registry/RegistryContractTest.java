package org.tanist.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tanist.service.MasterService;
import org.tanist.service.Request;
import org.tanist.testkit.contract.MasterServiceContract;

final class RegistryContractTest extends MasterServiceContract {
    private static final int KEYS = 12;

    @Override
    protected MasterService create() {
        return new Registry();
    }

    @Override
    protected Request command(Random random) {
        String key = random.nextInt(20) == 0 ? "odd//" : "k" + random.nextInt(KEYS);
        Map<String, String> parameters = switch (random.nextInt(4)) {
            case 0 -> Map.of("if-match", Integer.toString(random.nextInt(300)));
            case 1 -> Map.of("if-none-match", "*");
            default -> Map.of();
        };
        String method = random.nextInt(4) == 0 ? "DELETE" : "PUT";
        return new Request(method, key, parameters, ("v" + random.nextLong()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected List<Request> queries() {
        List<Request> queries = new ArrayList<>(List.of(Request.of("GET", "")));
        for (int key = 0; key < KEYS; key++) {
            queries.add(Request.of("GET", "k" + key));
        }
        return queries;
    }
}
