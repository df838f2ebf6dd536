package dev.aisle.ops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aisle.ops.gateway.GatewaySettings.Buffer;
import dev.aisle.ops.gateway.GatewaySettings.Bundling;
import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.Refused;
import dev.aisle.protocols.device.v1.Rewind;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceSpoolTest {

    private static final DeviceId DEVICE = new DeviceId("cam-1");
    private static final Bundling BUNDLING = new Bundling(64, 100_000, Duration.ofMillis(20));
    private static final Buffer BUFFER = new Buffer(9, 20, 100_000, 200_000, 1_000, 9, 90, 10);
    private static final long PATIENCE = 1_000;
    private static final int WINDOW = 16;

    private final DeviceSpool spool = spool(1, false);

    @Test
    void recordsAreNumberedFromZeroAndABatchTakesANumberForEachSample() {
        spool.offer(pose(10));
        spool.offer(weights(20, 3));
        spool.offer(pose(30));
        spool.resume(WINDOW, 0);

        assertThat(sent(0).getRecordsList())
                .extracting(Record::getSeq, Record::getTimeUs)
                .containsExactly(tuple(0L, 10L), tuple(1L, 20L), tuple(4L, 30L));
    }

    @Test
    void aBundleNamesTheTimeBeforeItsFirstRecordUnlessThatIsRecordZero() {
        spool.offer(weights(20, 3));
        spool.resume(WINDOW, 0);
        var first = sent(0);
        spool.offer(pose(30));
        var second = sent(0);

        assertThat(List.of(first.hasPreviousTimeUs(), second.getPreviousTimeUs()))
                .isEqualTo(List.of(false, 22L));
    }

    @Test
    void timeThatDoesNotRiseIsRefusedAndNamesBothTimes() {
        spool.offer(weights(20, 3));

        assertThat(spool.offer(pose(22)))
                .isEqualTo(
                        new Offer.Wrong(
                                new GatewayFault.TimeNotRising(
                                        DEVICE, new EventTime(22), new EventTime(22))));
    }

    @Test
    void aDeviceMayBeginAgainAfterItsEnd() {
        spool.offer(Said.end(new EventTime(5)));

        assertThat(spool.offer(pose(6))).isEqualTo(new Offer.Taken(1));
    }

    @Test
    void noMoreIsUnderwayThanTheWindowAllows() {
        poses(20);
        spool.resume(WINDOW, 0);

        assertThat(List.of(sent(0).getRecordsCount(), spool.nextBundle(BUNDLING, 0).isPresent()))
                .isEqualTo(List.of(WINDOW, false));
    }

    @Test
    void whatIsTakenOpensTheWindowThoughItIsNotAcknowledged() {
        poses(20);
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(4), 0);

        assertThat(sent(0).getRecordsList())
                .extracting(Record::getSeq)
                .containsExactly(16L, 17L, 18L, 19L);
    }

    @Test
    void aRecordLargerThanTheWindowGoesAlone() {
        spool.offer(weights(20, 12));
        spool.offer(weights(40, 12));
        spool.resume(4, 0);

        assertThat(sent(0).getRecordsCount()).isEqualTo(1);
    }

    @Test
    void aWindowOfNothingStopsTheDevice() {
        poses(3);
        spool.resume(WINDOW, 0);
        spool.credit(0);

        assertThat(spool.nextBundle(BUNDLING, 0)).isEmpty();
    }

    @Test
    void whatIsAcknowledgedIsForgotten() {
        poses(5);
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(5, 3), 0);

        assertThat(List.of(spool.records(), (int) spool.oldest(), (int) spool.tally().acknowledged))
                .isEqualTo(List.of(2, 3, 3));
    }

    @Test
    void aBatchIsForgottenWithItsLastSample() {
        spool.offer(weights(20, 3));
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(3, 21), 0);

        assertThat(spool.records()).isEqualTo(1);
    }

    @Test
    void whatWasNeverSentIsNotForgotten() {
        poses(5);
        spool.acknowledged(acknowledged(5, 100), 0);

        assertThat(List.of(spool.records(), (int) spool.tally().unfounded))
                .isEqualTo(List.of(5, 1));
    }

    @Test
    void aRewindGoesOnWithTheSameBytes() {
        poses(8);
        spool.resume(WINDOW, 0);
        var before = sent(0);
        spool.rewind(rewind(3), 0);

        assertThat(sent(0).getRecordsList()).isEqualTo(before.getRecordsList().subList(3, 8));
    }

    @Test
    void aRewindIntoABatchSendsTheWholeBatch() {
        spool.offer(pose(10));
        spool.offer(weights(20, 3));
        spool.resume(WINDOW, 0);
        sent(0);
        spool.rewind(rewind(2), 0);

        assertThat(sent(0).getRecords(0).getSeq()).isEqualTo(1);
    }

    @Test
    void aRewindBelowWhatIsAcknowledgedIsCountedAndGoesToTheOldestHeld() {
        poses(5);
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(5, 3), 0);
        boolean sound = spool.rewind(rewind(1), 0);

        assertThat(
                        List.of(
                                sound,
                                spool.tally().rewoundBelowAcknowledged,
                                sent(0).getRecords(0).getSeq()))
                .isEqualTo(List.of(false, 1L, 3L));
    }

    @Test
    void aRewindWithoutANumberGoesToTheOldestHeld() {
        poses(5);
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(5, 3), 0);
        spool.rewind(Rewind.newBuilder().setBoot(1).build(), 0);

        var bundle = sent(0);
        assertThat(
                        List.of(
                                bundle.getOldestHeldSeq(),
                                bundle.getRecords(0).getSeq(),
                                bundle.getPreviousTimeUs()))
                .isEqualTo(List.of(3L, 3L, 3L));
    }

    @Test
    void wordsAboutAnotherBootChangeNothing() {
        poses(5);
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(5, 100).toBuilder().setBoot(9).build(), 0);
        spool.rewind(rewind(0).toBuilder().setBoot(9).build(), 0);

        assertThat(List.of(spool.records(), (int) spool.underway())).isEqualTo(List.of(5, 5));
    }

    @Test
    void anotherStreamGoesOnFromTheFirstRecordNotTaken() {
        poses(8);
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(6), 0);
        spool.resume(WINDOW, 0);

        assertThat(sent(0).getRecords(0).getSeq()).isEqualTo(6);
    }

    @Test
    void whereAllIsTakenAnotherStreamHearsTheLastRecordOnceMore() {
        poses(8);
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(8), 0);
        spool.resume(WINDOW, 0);

        assertThat(sent(0).getRecordsList()).extracting(Record::getSeq).containsExactly(7L);
    }

    @Test
    void whatIsNotTakenForLongIsSentAgain() {
        poses(8);
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(6), 10);

        assertThat(
                        List.of(
                                spool.impatient(10 + PATIENCE - 1, PATIENCE),
                                spool.impatient(10 + PATIENCE, PATIENCE),
                                sent(0).getRecords(0).getSeq()))
                .isEqualTo(List.of(false, true, 6L));
    }

    @Test
    void gapsStandInThePlaceOfARefusedBatchWithItsNumbersAndTimes() {
        spool.offer(pose(10));
        spool.offer(weights(20, 3));
        spool.offer(pose(30));
        spool.resume(WINDOW, 0);
        sent(0);
        spool.acknowledged(acknowledged(1), 0);
        spool.refused(refused(1, RefusalCode.REFUSAL_CODE_WRONG_SHAPE), 0, PATIENCE);

        assertThat(sent(0).getRecordsList())
                .containsExactly(
                        refusedGap(1, 10, 20),
                        refusedGap(2, 20, 21),
                        refusedGap(3, 21, 22),
                        pose(30).record().toBuilder().setSeq(4).build());
    }

    @Test
    void aRefusedGapIsSentAgainOnlyAfterAWhile() {
        poses(2);
        spool.resume(WINDOW, 0);
        sent(0);
        var refused = refused(0, RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME);
        spool.refused(refused, 0, PATIENCE);
        sent(0);
        spool.refused(refused, 0, PATIENCE);

        assertThat(
                        List.of(
                                spool.nextBundle(BUNDLING, PATIENCE - 1).isPresent(),
                                spool.nextBundle(BUNDLING, PATIENCE).isPresent()))
                .isEqualTo(List.of(false, true));
    }

    @Test
    void whatAnUnknownDeviceSaidIsKept() {
        poses(2);
        spool.resume(WINDOW, 0);
        var before = sent(0);
        spool.refused(refused(0, RefusalCode.REFUSAL_CODE_UNKNOWN_DEVICE), 0, PATIENCE);

        assertThat(sent(PATIENCE).getRecordsList()).isEqualTo(before.getRecordsList());
    }

    @Test
    void aLaterBootBeginsWithAGapFromWhereverCoverageStands() {
        var later = spool(2, false);
        later.offer(Said.begin(new EventTime(10)));
        later.resume(WINDOW, 0);

        assertThat(later.nextBundle(BUNDLING, 0).orElseThrow().getRecordsList())
                .containsExactly(
                        numbered(
                                0,
                                Said.gap(
                                        Optional.empty(),
                                        new EventTime(9),
                                        GapReason.GAP_REASON_LOST)),
                        numbered(1, Said.begin(new EventTime(10))));
    }

    @Test
    void inPlaybackWhatDoesNotFitWaits() {
        poses(20);

        assertThat(List.of(spool.offer(pose(21)), spool.offer(Said.end(new EventTime(22)))))
                .isEqualTo(List.of(new Offer.Full(), new Offer.Taken(20)));
    }

    @Test
    void liveWhatDoesNotFitIsDroppedAndNamedByOneGap() {
        var live = spool(1, true);
        for (int i = 1; i <= 25; i++) {
            live.offer(pose(i));
        }
        live.resume(WINDOW, 0);
        live.nextBundle(BUNDLING, 0);
        live.acknowledged(acknowledged(16, 16), 0);
        live.offer(pose(26));

        assertThat(live.nextBundle(BUNDLING, 0).orElseThrow().getRecordsList().subList(4, 6))
                .containsExactly(
                        numbered(
                                20,
                                Said.gap(time(20), new EventTime(25), GapReason.GAP_REASON_FULL)),
                        numbered(21, pose(26)));
    }

    @Test
    void aDeviceThatDroppedKeepsNothingBeforeThereIsRoomWorthTheName() {
        var live = spool(1, true);
        for (int i = 1; i <= 21; i++) {
            live.offer(pose(i));
        }
        live.resume(WINDOW, 0);
        live.nextBundle(BUNDLING, 0);
        live.acknowledged(acknowledged(16, 2), 0);

        assertThat(live.offer(pose(22))).isEqualTo(new Offer.Dropped());
    }

    @Test
    void whatWasDroppedIsNamedWhileThereIsNoRoomLestTheStoreWaitForIt() {
        var live = spool(1, true);
        for (int i = 1; i <= 25; i++) {
            live.offer(pose(i));
        }
        live.nameDropped(Duration.ofNanos(6_000));
        int before = live.records();
        live.nameDropped(Duration.ofNanos(5_000));

        assertThat(List.of(before, live.records())).isEqualTo(List.of(20, 21));
    }

    @Test
    void aSilentDeviceIsNamedUpToAnInstant() {
        var live = spool(1, true);
        live.offer(pose(10));
        live.silent(new EventTime(30), Duration.ofNanos(1_000));
        live.silent(new EventTime(30), Duration.ofNanos(1_000));
        live.resume(WINDOW, 0);

        assertThat(live.nextBundle(BUNDLING, 0).orElseThrow().getRecordsList().subList(1, 2))
                .containsExactly(
                        numbered(
                                1,
                                Said.gap(
                                        time(10), new EventTime(30), GapReason.GAP_REASON_SILENT)));
    }

    @Test
    void aDeviceMayKeepItsReserveWhenOthersHaveFilledTheTotal() {
        var room = new Room(new Buffer(9, 100, 10_000, 300, 100, 9, 90, 10));
        var greedy = new DeviceSpool(new DeviceId("greedy"), 1, false, room);
        for (int i = 1; i <= 50; i++) {
            greedy.offer(pose(i));
        }
        var modest = new DeviceSpool(new DeviceId("modest"), 1, false, room);

        assertThat(List.of(greedy.offer(pose(51)), modest.offer(pose(1))))
                .isEqualTo(List.of(new Offer.Full(), new Offer.Taken(0)));
    }

    private static DeviceSpool spool(long boot, boolean live) {
        return new DeviceSpool(DEVICE, boot, live, new Room(BUFFER));
    }

    private void poses(int count) {
        for (int i = 1; i <= count; i++) {
            spool.offer(pose(i));
        }
    }

    private Bundle sent(long now) {
        return spool.nextBundle(BUNDLING, now).orElseThrow();
    }

    private static Optional<EventTime> time(long micros) {
        return Optional.of(new EventTime(micros));
    }

    private static Said pose(long micros) {
        return Said.of(
                Said.at(new EventTime(micros)).setPose(PoseFrame.getDefaultInstance()).build());
    }

    private static Said weights(long micros, int samples) {
        var batch = WeightBatch.newBuilder();
        for (int i = 0; i < samples; i++) {
            batch.addGrams(i);
            if (i > 0) {
                batch.addStepUs(1);
            }
        }
        return Said.of(Said.at(new EventTime(micros)).setWeights(batch).build());
    }

    private static Record numbered(long seq, Said said) {
        return Kept.numbered(seq, said).record();
    }

    private static Record refusedGap(long seq, long from, long to) {
        return numbered(seq, Said.gap(time(from), new EventTime(to), GapReason.GAP_REASON_REFUSED));
    }

    private static Acknowledged acknowledged(long next) {
        return Acknowledged.newBuilder()
                .setDevice(DEVICE.value())
                .setBoot(1)
                .setNextSeq(next)
                .build();
    }

    private static Acknowledged acknowledged(long next, long until) {
        return acknowledged(next).toBuilder().setUntilUs(until).build();
    }

    private static Rewind rewind(long to) {
        return Rewind.newBuilder().setDevice(DEVICE.value()).setBoot(1).setToSeq(to).build();
    }

    private static Refused refused(long seq, RefusalCode code) {
        return Refused.newBuilder()
                .setDevice(DEVICE.value())
                .setBoot(1)
                .setSeq(seq)
                .setCode(code)
                .build();
    }
}
