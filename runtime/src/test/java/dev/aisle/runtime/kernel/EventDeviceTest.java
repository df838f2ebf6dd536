package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.DoorEvent.Kind;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventDeviceTest {

    private static final DeviceId DOOR = new DeviceId("door-1");
    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));

    /// The simplest kind: somebody left.
    static final class Doors implements EventDevice.Kind<DoorEvent> {

        EventDevice<DoorEvent> empty() {
            return EventDevice.empty(DOOR, this);
        }

        @Override
        public Optional<Refusal> refusal(Record record) {
            return record.getDoor().getKind() == Kind.KIND_LEFT
                    ? Optional.empty()
                    : Optional.of(new Refusal(RefusalCode.REFUSAL_CODE_INVALID, "nobody left"));
        }

        @Override
        public DoorEvent event(Record record) {
            return left(record.getTimeUs(), record.getSeq());
        }

        @Override
        public boolean tells(Record record) {
            return record.hasDoor();
        }

        @Override
        public Report.Content content(List<DoorEvent> events) {
            return new Report.Doors(events);
        }
    }

    private static final Doors DOORS = new Doors();

    private static DoorEvent left(long at, long seq) {
        return new DoorEvent.Left(new EventTime(at), seq, Optional.empty(), Optional.empty());
    }

    static Record.Builder event(long at, Kind kind) {
        return Record.newBuilder()
                .setTimeUs(at)
                .setDoor(dev.aisle.protocols.device.v1.DoorEvent.newBuilder().setKind(kind));
    }

    private static Spool spool() {
        return new Spool(DOOR, 1).begin(100).covered(110).say(event(120, Kind.KIND_LEFT));
    }

    private static EventDevice<DoorEvent> after(EventDevice<DoorEvent> device, Spool spool) {
        return Reception.of(device, spool.all(), FAR).device();
    }

    private static Report report(EventTime from, EventTime to, DoorEvent... events) {
        return new Report(
                DOOR,
                from,
                to,
                new Report.Word(to, false),
                List.of(),
                new Report.Doors(List.of(events)));
    }

    @Test
    void whoHasSaidNothingReportsNothing() {
        assertThat(DOORS.empty().report()).isEmpty();
    }

    @Test
    void reportsItsEventsAndHowFarItCovers() {
        assertThat(after(DOORS.empty(), spool()).report())
                .contains(report(EventTime.BEGINNING, new EventTime(120), left(120, 2)));
    }

    @Test
    void reportsWhatIsNewSinceTheLastReport() {
        var later = after(DOORS.empty(), spool()).passedOn();
        assertThat(after(later, spool().covered(130)).report())
                .contains(report(new EventTime(120), new EventTime(130)));
    }

    private static Gap lostBefore(long to) {
        return new Gap(EventTime.BEGINNING, new EventTime(to), GapReason.GAP_REASON_LOST);
    }

    @Test
    void whoTakesUpAtTheOldestHeldSaysThatNothingBeforeItWillEverCome() {
        var device = Reception.of(DOORS.empty(), spool().bundle(2, 3, 2), FAR).device();
        assertThat(device.report())
                .contains(
                        new Report(
                                DOOR,
                                EventTime.BEGINNING,
                                new EventTime(120),
                                new Report.Word(new EventTime(120), false),
                                List.of(lostBefore(110)),
                                new Report.Doors(List.of(left(120, 2)))));
    }

    @Test
    void whoWaitsForTheOldestHeldSaysNothing() {
        var device = Reception.of(DOORS.empty(), spool().bundle(2, 3, 1), FAR).device();
        assertThat(device.report()).isEmpty();
    }

    @Test
    void recordsThatItsGatewayLostAreSaidToBeLost() {
        var device = Reception.of(DOORS.empty(), spool().bundle(0, 1, 0), FAR).device().passedOn();
        var lost = Reception.of(device, spool().bundle(2, 3, 2), FAR).device();
        assertThat(lost.report().map(Report::gaps)).contains(List.of(lostBefore(110)));
    }

    @Test
    void namesItsGaps() {
        var gap = new Gap(new EventTime(115), new EventTime(130), GapReason.GAP_REASON_SILENT);
        var device = after(DOORS.empty(), new Spool(DOOR, 1).begin(110).gap(115, 130));
        assertThat(device.report())
                .contains(
                        new Report(
                                DOOR,
                                EventTime.BEGINNING,
                                new EventTime(130),
                                new Report.Word(new EventTime(130), false),
                                List.of(gap),
                                new Report.Doors(List.of())));
    }

    @Test
    void itsLastWordIsPassedOn() {
        assertThat(after(DOORS.empty(), new Spool(DOOR, 1).begin(110).end(120)).report())
                .contains(lastWord(EventTime.BEGINNING, 120));
    }

    @Test
    void itsLastWordIsSaidAgainWithoutWhatItPassedOn() {
        var ended = after(DOORS.empty(), spool().end(130)).passedOn();
        assertThat(ended.again()).isEqualTo(lastWord(new EventTime(130), 130));
    }

    @Test
    void whatItSaysAfterItsLastWordGoesOnFromThere() {
        var spool = new Spool(DOOR, 1).begin(110).end(120);
        var ended = after(DOORS.empty(), spool).passedOn();
        assertThat(after(ended, spool.begin(900)).report())
                .contains(report(new EventTime(120), new EventTime(900)));
    }

    private static Report lastWord(EventTime from, long to) {
        var nothing = new Report.Doors(List.of());
        return new Report(
                DOOR,
                from,
                new EventTime(to),
                new Report.Word(new EventTime(to), true),
                List.of(),
                nothing);
    }

    @Test
    void refusesWhatItsKindRefuses() {
        var spool = new Spool(DOOR, 1).begin(100).say(event(110, Kind.KIND_ENTERED));
        assertThat(Reception.of(DOORS.empty(), spool.all(), FAR).answers())
                .containsExactly(
                        new Reception.Answer.Refused(
                                1,
                                1,
                                new Refusal(RefusalCode.REFUSAL_CODE_INVALID, "nobody left")));
    }

    @Test
    void refusesWhatIsOfAnotherKind() {
        assertThat(Reception.of(DOORS.empty(), new Spool(DOOR, 1).pose(100).all(), FAR).answers())
                .containsExactly(
                        new Reception.Answer.Refused(
                                1,
                                0,
                                new Refusal(
                                        RefusalCode.REFUSAL_CODE_WRONG_KIND,
                                        "record 0 holds POSE, but device door-1 sends events of its"
                                                + " kind and marks")));
    }

    @Test
    void aLaterBootThatBeginsWithAnEventIsRefused() {
        var later = new Spool(DOOR, 2).say(event(200, Kind.KIND_LEFT));
        assertThat(Reception.of(DOORS.empty(), later.all(), FAR).answers())
                .containsExactly(
                        new Reception.Answer.Refused(
                                2,
                                0,
                                new Refusal(
                                        RefusalCode.REFUSAL_CODE_INVALID,
                                        "record 0 of boot 2 must be a Gap: the count before it was"
                                                + " lost")));
    }

    @Test
    void emptiedItSaysTheSameAgain() {
        var emptied = after(DOORS.empty(), spool()).passedOn().emptied();
        assertThat(after(emptied, spool()).report())
                .isEqualTo(after(DOORS.empty(), spool()).report());
    }

    @Test
    void knowsWhetherItHasPassedATime() {
        var device = after(DOORS.empty(), spool());
        assertThat(
                        List.of(
                                device.hasPassed(new EventTime(119)),
                                device.hasPassed(new EventTime(120)),
                                DOORS.empty().hasPassed(EventTime.BEGINNING)))
                .containsExactly(true, false, false);
    }
}
