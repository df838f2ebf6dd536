package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import org.junit.jupiter.api.Test;

class MarksTest {

    private static final DeviceId DOOR = new DeviceId("door-1");
    private static final EventTime COVERED = new EventTime(50);

    @Test
    void aGapThatEndsBeforeItBeginsIsRefused() {
        var spool = new Spool(DOOR, 1).begin(90).gap(101, 100);
        assertThat(Marks.refusal(spool.get(1)))
                .contains(
                        new Refusal(
                                RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                                "gap of record 1 ends before it begins"));
    }

    @Test
    void aGapNamesWhereItBegins() {
        assertThat(Marks.gap(new Spool(DOOR, 1).gap(60, 100).get(0), COVERED))
                .isEqualTo(
                        new Gap(
                                new EventTime(60),
                                new EventTime(100),
                                GapReason.GAP_REASON_SILENT));
    }

    @Test
    void aGapWithoutABeginningBeginsWhereTheCoverageStands() {
        assertThat(Marks.gap(new Spool(DOOR, 1).gap(100).get(0), COVERED))
                .isEqualTo(new Gap(COVERED, new EventTime(100), GapReason.GAP_REASON_LOST));
    }

    @Test
    void aGapBehindTheCoverageIsEmpty() {
        assertThat(Marks.gap(new Spool(DOOR, 1).gap(40).get(0), COVERED))
                .isEqualTo(
                        new Gap(new EventTime(40), new EventTime(40), GapReason.GAP_REASON_LOST));
    }
}
