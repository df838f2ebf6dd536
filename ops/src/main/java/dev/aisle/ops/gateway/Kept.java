package dev.aisle.ops.gateway;

import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.kernel.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A numbered record. It takes the numbers `seq … seq + said.count() - 1`.
record Kept(long seq, Said said) {

    static Kept numbered(long seq, Said said) {
        return new Kept(
                seq,
                new Said(
                        said.record().toBuilder().setSeq(seq).build(),
                        said.count(),
                        said.first(),
                        said.last(),
                        said.bytes()));
    }

    Record record() {
        return said.record();
    }

    /// The number of the record after it.
    long next() {
        return seq + said.count();
    }

    boolean isGap(GapReason reason) {
        return record().hasGap() && record().getGap().getReason() == reason;
    }

    /// What stands in its place when it is refused: one gap for each of its numbers, with that
    /// sample's time.
    ///
    /// @param before event time of the record before it; absent: the gap reaches back to the
    ///   device's coverage
    List<Kept> gaps(Optional<EventTime> before, GapReason reason) {
        var gaps = new ArrayList<Kept>(said.count());
        var from = before;
        var time = said.first();
        for (int i = 0; i < said.count(); i++) {
            if (i > 0) {
                time =
                        time.plusMicros(
                                Integer.toUnsignedLong(record().getWeights().getStepUs(i - 1)));
            }
            gaps.add(numbered(seq + i, Said.gap(from, time, reason)));
            from = Optional.of(time);
        }
        return gaps;
    }
}
