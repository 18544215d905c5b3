package org.tanist.master.internal.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.service.Command;

class MemberServiceTest {
    private static final MasterId ID = MasterId.of("6a1f1a52-11d4-4b0e-8a43-0c7a2f5e9d01");

    private final MemberService service = new MemberService();
    private long index;

    @Test
    void reasonIsThatOfTheHoldAndGoesWithIt() {
        patch(Map.of("held", "true", "reason", "new memory"));
        patch(Map.of("priority", "3"));
        assertThat(service.of(ID)).isEqualTo(new MemberFlags(true, "new memory", 3, "", false));
        patch(Map.of("held", "false", "reason", "memory is in"));
        assertThat(service.of(ID)).isEqualTo(new MemberFlags(false, "", 3, "", false));
    }

    @Test
    void snapshotHoldsEverything() throws IOException {
        patch(Map.of(
                "held", "true", "reason", "neuer Speicher – bald", "priority", "-7", "name", "m1", "joined", "true"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        service.snapshot().writeTo(bytes);
        MemberService other = new MemberService();
        other.restore(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(other.of(ID))
                .isEqualTo(service.of(ID))
                .isEqualTo(new MemberFlags(true, "neuer Speicher – bald", -7, "m1", true));
    }

    private void patch(Map<String, String> changes) {
        index++;
        service.apply(
                new Command(new Position(new Term(1), index), "id-" + index, 0, MemberService.patch(ID, changes)));
    }
}
