package dev.aisle.runtime.kernel;

import static dev.aisle.protocols.device.v1.GapReason.GAP_REASON_LOST;
import static dev.aisle.protocols.device.v1.GapReason.GAP_REASON_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {

    private static Missing gap(String device, long from, long to, GapReason reason) {
        return new Missing(
                new DeviceId(device), new Gap(new EventTime(from), new EventTime(to), reason));
    }

    private static Missing refused(long from, long to) {
        return gap("camera-1", from, to, GAP_REASON_REFUSED);
    }

    @Test
    void gapsThatTouchOrOverlapAreOne() {
        assertThat(Gaps.merged(List.of(refused(5, 9), refused(1, 5), refused(7, 8))))
                .containsExactly(refused(1, 9));
    }

    @Test
    void gapsBetweenWhichSomethingIsKnownAreTwo() {
        assertThat(Gaps.merged(List.of(refused(1, 5), refused(6, 9))))
                .containsExactly(refused(1, 5), refused(6, 9));
    }

    @Test
    void gapsOfTwoDevicesOrReasonsAreTwo() {
        var gaps =
                List.of(
                        gap("camera-1", 3, 5, GAP_REASON_LOST),
                        refused(1, 5),
                        gap("camera-2", 1, 5, GAP_REASON_LOST));
        assertThat(Gaps.merged(gaps)).hasSize(3);
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        var gaps = new ArrayList<Missing>();
        for (int i = 0; i < 9_000; i++) {
            gaps.add(refused(i, i + 1));
        }
        Collections.shuffle(gaps, Seeds.random(1));
        assertThat(Gaps.merged(gaps)).containsExactly(refused(0, 9_000));
    }

    @Test
    void aPartOfAGapIsCovered() {
        assertThat(
                        List.of(
                                Gaps.cover(List.of(refused(1, 9)), refused(3, 9)),
                                Gaps.cover(List.of(refused(1, 9)), refused(3, 10)),
                                Gaps.cover(
                                        List.of(refused(1, 9)),
                                        gap("camera-1", 3, 9, GAP_REASON_LOST))))
                .containsExactly(true, false, false);
    }
}
