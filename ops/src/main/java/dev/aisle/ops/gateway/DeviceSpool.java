package dev.aisle.ops.gateway;

import dev.aisle.ops.gateway.GatewayReport.Named;
import dev.aisle.ops.gateway.GatewaySettings.Bundling;
import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.Refused;
import dev.aisle.protocols.device.v1.Rewind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.Optional;

/// One device's records from the moment they are said until they are acknowledged.
///
/// `oldest ≤ taken ≤ cursor ≤ next`, all of them numbers at which a record begins (`taken` may lie
/// within a batch): below `oldest` all is acknowledged and forgotten, from `taken` on what was sent
/// counts against the window, `cursor` is sent next, and `next` is the number of the record said
/// next.
///
/// Times called `now` are nanoseconds of any clock that does not go back.
final class DeviceSpool {

    /// What a refusal led to.
    enum Refusal {
        /// Gaps stand in the record's place.
        REPLACED,
        /// It stays as it is and is sent again after a while: the blueprint may come to know the
        /// device.
        HELD,
        /// It is not held.
        UNFOUNDED
    }

    private final DeviceId device;
    private final long boot;
    private final boolean live;
    private final Held held;
    private final Tally tally = new Tally();

    private long taken;
    private long cursor;
    private long next;

    /// Above every number that was ever sent.
    private long everSent;

    /// Records below are counted as taken.
    private long tallied;

    private long window;

    /// The window kept back what was to be sent last.
    private boolean stopped;

    private long progressAt;
    private Optional<Long> pausedUntil = Optional.empty();

    private Optional<EventTime> last = Optional.empty();
    private Optional<EventTime> dropped = Optional.empty();
    private boolean begun;
    private boolean ended;

    DeviceSpool(DeviceId device, long boot, boolean live, Room room) {
        this.device = device;
        this.boot = boot;
        this.live = live;
        this.held = new Held(room);
    }

    // What the device says.

    Offer offer(Said said) {
        var wrong = fault(said);
        if (wrong.isPresent()) {
            return new Offer.Wrong(wrong.get());
        }
        if (!said.isBeginOrEnd()
                && (!held.fits(said) || (dropped.isPresent() && !held.isRoomy()))) {
            return live ? drop(said) : new Offer.Full();
        }
        sayDropped();
        if (next == 0 && boot > 1) {
            if (said.record().hasGap()) {
                return keep(
                        Said.gap(
                                Optional.empty(), said.last(), said.record().getGap().getReason()));
            }
            keep(
                    Said.gap(
                            Optional.empty(),
                            said.first().plusMicros(-1),
                            GapReason.GAP_REASON_LOST));
        }
        return keep(said);
    }

    private Optional<GatewayFault> fault(Said said) {
        var spokenTo = dropped.or(() -> last);
        if (spokenTo.isPresent() && !said.first().isAfter(spokenTo.get())) {
            return Optional.of(
                    new GatewayFault.TimeNotRising(device, spokenTo.get(), said.first()));
        }
        return Optional.empty();
    }

    private Offer drop(Said said) {
        dropped = Optional.of(said.last());
        tally.dropped++;
        return new Offer.Dropped();
    }

    private Offer keep(Said said) {
        var kept = Kept.numbered(next, said);
        held.add(kept);
        next = kept.next();
        last = Optional.of(said.last());
        begun = true;
        ended = said.record().hasEnd();
        return new Offer.Taken(kept.seq());
    }

    /// Says what was dropped up to now, lest somebody wait for it. Uses the room set apart for
    /// gaps.
    ///
    /// @param step while there is no other room, a gap is at least this long
    void nameDropped(Duration step) {
        if (dropped.isPresent()
                && held.fitsGap()
                && (held.isRoomy() || isFar(dropped.get(), step))) {
            sayDropped();
        }
    }

    private boolean isFar(EventTime time, Duration step) {
        return last.isEmpty() || !time.isBefore(last.get().plus(step));
    }

    private void sayDropped() {
        dropped.ifPresent(to -> {
            dropped = Optional.empty();
            keep(Said.gap(last, to, GapReason.GAP_REASON_FULL));
        });
    }

    /// Names the device silent up to an instant, where that says more than was said before.
    ///
    /// @param step by at least this much
    void silent(EventTime upTo, Duration step) {
        if (!begun || ended || !held.fitsGap()) {
            return;
        }
        sayDropped();
        if (held.fitsGap() && isFar(upTo, step)) {
            keep(Said.gap(last, upTo, GapReason.GAP_REASON_SILENT));
        }
    }

    // What is sent.

    /// A new stream: all that was not taken is sent again. Where everything was taken the last
    /// record is said once more, so that the node knows where the device's acknowledgements go.
    void resume(int firstWindow, long now) {
        window = firstWindow;
        tally.firstResent = Optional.empty();
        again(now);
    }

    void credit(int records) {
        window = records;
    }

    /// Sends again, or says the last record once more, where nothing was taken for long.
    boolean impatient(long now, long patience) {
        if (held.isEmpty() || now - progressAt < patience) {
            return false;
        }
        again(now);
        return true;
    }

    private void again(long now) {
        held.newest().ifPresent(newest -> cursor = held.boundary(Math.min(taken, newest.seq())));
        taken = Math.min(taken, cursor);
        progressAt = now;
        pausedUntil = Optional.empty();
    }

    /// Whether a bundle's worth waits.
    boolean hasFullBundle(Bundling limits) {
        return next - cursor >= limits.records();
    }

    /// The next records to send, as far as the window allows.
    Optional<Bundle> nextBundle(Bundling limits, long now) {
        if (cursor >= next || isPaused(now)) {
            return Optional.empty();
        }
        var bundle =
                Bundle.newBuilder()
                        .setDevice(device.value())
                        .setBoot(boot)
                        .setOldestHeldSeq(oldest());
        int size = 0;
        stopped = false;
        boolean idle = cursor <= taken;
        for (var kept : held.from(cursor)) {
            boolean alone = idle && size == 0 && window > 0;
            size += kept.said().bytes();
            stopped = kept.next() - taken > window && !alone;
            if (stopped
                    || bundle.getRecordsCount() == limits.records()
                    || (size > limits.bytes() && bundle.getRecordsCount() > 0)) {
                break;
            }
            bundle.addRecords(kept.record());
            sending(kept);
        }
        if (bundle.getRecordsCount() == 0) {
            return Optional.empty();
        }
        if (idle) {
            progressAt = now;
        }
        held.timeBefore(bundle.getRecords(0).getSeq())
                .ifPresent(time -> bundle.setPreviousTimeUs(time.micros()));
        return Optional.of(bundle.build());
    }

    /// Whether more can be sent as soon as more is taken.
    boolean isStopped() {
        return stopped;
    }

    private boolean isPaused(long now) {
        return pausedUntil.isPresent() && now < pausedUntil.get();
    }

    private void sending(Kept kept) {
        if (kept.seq() < everSent) {
            tally.resent++;
            if (tally.firstResent.isEmpty()) {
                tally.firstResent =
                        Optional.of(new Named(device, boot, kept.seq(), kept.said().first()));
            }
        } else {
            tally.sent++;
        }
        cursor = kept.next();
        everSent = Math.max(everSent, cursor);
    }

    // What a node answers.

    /// Whether a node has taken records of this boot that were never sent from here: another count
    /// is under way by the same boot, and each would take the other's records for its own.
    boolean isForeign(Acknowledged word) {
        return word.getBoot() == boot && word.getNextSeq() > everSent;
    }

    /// Notes what is taken, forgets what may be forgotten.
    ///
    /// @return records forgotten
    long acknowledged(Acknowledged word, long now) {
        if (word.getBoot() != boot) {
            return 0;
        }
        long said = Math.clamp(word.getNextSeq(), oldest(), Math.max(oldest(), cursor));
        if (said > taken) {
            progressAt = now;
            pausedUntil = Optional.empty();
        }
        taken = said;
        tallyTaken();
        return word.hasUntilUs() ? forget(new EventTime(word.getUntilUs())) : 0;
    }

    private void tallyTaken() {
        for (var kept : held.from(tallied)) {
            if (kept.next() > taken) {
                return;
            }
            tallied = kept.next();
            tally.taken++;
        }
    }

    private long forget(EventTime until) {
        if (tally.firstAcknowledgedUntil.isEmpty()) {
            tally.firstAcknowledgedUntil = Optional.of(until);
        }
        tally.acknowledgedUntil =
                Optional.of(
                        tally.acknowledgedUntil.map(at -> EventTime.max(at, until)).orElse(until));
        long before = tally.acknowledged;
        for (var kept : held.upTo(until)) {
            if (kept.seq() >= everSent) {
                tally.unfounded++;
                break;
            }
            held.forget(kept);
            tally.acknowledged++;
            if (kept.next() > tallied) {
                tallied = kept.next();
                tally.taken++;
            }
        }
        taken = Math.max(taken, oldest());
        cursor = Math.max(cursor, oldest());
        return tally.acknowledged - before;
    }

    /// Goes on from the record that the node wants.
    ///
    /// @return false where the node wants what it has acknowledged; it gets the oldest that is held
    boolean rewind(Rewind word, long now) {
        if (word.getBoot() != boot) {
            return true;
        }
        tally.rewinds++;
        long wanted = word.hasToSeq() ? word.getToSeq() : oldest();
        boolean below = wanted < oldest();
        if (below) {
            tally.rewoundBelowAcknowledged++;
        }
        cursor = held.boundary(Math.clamp(wanted, oldest(), next));
        taken = cursor;
        progressAt = now;
        pausedUntil = Optional.empty();
        return !below;
    }

    /// Puts gaps in the place of a record that will never be taken.
    ///
    /// @param patience nanoseconds until a record is sent again that another refusal can't change
    Refusal refused(Refused word, long now, long patience) {
        tally.refused++;
        var code = word.getCode();
        var found = held.at(word.getSeq()).filter(_ -> word.getBoot() == boot);
        if (found.isEmpty()) {
            tally.unfounded++;
            return Refusal.UNFOUNDED;
        }
        var kept = found.get();
        var reason =
                code == RefusalCode.REFUSAL_CODE_LOST
                        ? GapReason.GAP_REASON_LOST
                        : GapReason.GAP_REASON_REFUSED;
        cursor = held.boundary(Math.min(taken, kept.seq()));
        taken = cursor;
        progressAt = now;
        if (code == RefusalCode.REFUSAL_CODE_UNKNOWN_DEVICE || kept.isGap(reason)) {
            pausedUntil = Optional.of(now + patience);
            return Refusal.HELD;
        }
        Optional<EventTime> from =
                code == RefusalCode.REFUSAL_CODE_LOST
                        ? Optional.empty()
                        : held.timeBefore(kept.seq());
        held.remove(kept);
        kept.gaps(from, reason).forEach(held::add);
        if (kept.record().hasEnd()) {
            ended = false;
        }
        return Refusal.REPLACED;
    }

    // What is known.

    DeviceId device() {
        return device;
    }

    long oldest() {
        return held.oldest().map(Kept::seq).orElse(next);
    }

    boolean everythingTaken() {
        return taken >= next && dropped.isEmpty();
    }

    /// Whether nothing up to an instant is held.
    boolean acknowledgedTo(EventTime until) {
        return held.oldest().map(oldest -> oldest.said().first().isAfter(until)).orElse(true);
    }

    boolean holds() {
        return !held.isEmpty();
    }

    int records() {
        return held.size();
    }

    long bytes() {
        return held.bytes();
    }

    Tally tally() {
        return tally;
    }

    /// Sent and not yet taken, in numbers.
    long underway() {
        return cursor - Math.min(taken, cursor);
    }
}
