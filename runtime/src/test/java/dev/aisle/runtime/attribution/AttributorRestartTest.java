package dev.aisle.runtime.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shelf.PlateChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an Attributor that starts anew waits for, when devices have said their last word.
class AttributorRestartTest {

    private static final StoreId STORE = DeciderCase.BLUEPRINT.store();
    private static final DeviceId ROW = DeciderCase.BLUEPRINT.rows().getFirst().device();
    private static final DeviceId CAMERA = DeciderCase.BLUEPRINT.cameras().getFirst().device();
    private static final AttributionSettings SETTINGS =
            AttributionSettings.from(ConfigFactory.load());

    @Test
    void aShelfThatEndedAheadOfTheOthersIsAskedAgainForWhatIsNotHandled() {
        var state = handled(seconds(11), false);
        var again = new Attributor(STORE, SETTINGS);
        var _ = again.step(state);

        assertThat(again.coverage()).containsEntry(ROW, state.handledTo());
    }

    @Test
    void nobodyIsWaitedForOnceAllHaveEndedAndAllIsHandled() {
        var state = handled(seconds(14), true);
        var again = new Attributor(STORE, SETTINGS);
        var _ = again.step(state);

        assertThat(again.behind()).isEmpty();
        assertThat(again.status(state).ended()).isTrue();
    }

    /// A store whose shelf has ended, with something picked at 12 s, and whose camera covers up to
    /// `camera`: its `last` word or not.
    private static Attribution handled(EventTime camera, boolean last) {
        var state =
                Attribution.EMPTY
                        .evolve(new AttributorEvent.Started(1))
                        .evolve(
                                new AttributorEvent.Adopted(
                                        1, EventTime.BEGINNING, DeciderCase.BLUEPRINT));
        var attributor = new Attributor(STORE, SETTINGS);
        var felt = new Report.Interactions(List.of(picked()), EventTime.END);
        var nobody = new Report.Sightings(List.of());
        var _ = attributor.hear(report(ROW, seconds(13), true, felt), state);
        var _ = attributor.hear(report(CAMERA, camera, last, nobody), state);
        return state.evolve(attributor.step(state).orElseThrow());
    }

    private static Report report(
            DeviceId device, EventTime to, boolean last, Report.Content content) {
        return new Report(
                device, EventTime.BEGINNING, to, new Report.Word(to, last), List.of(), content);
    }

    private static Interaction picked() {
        var plates = new ArrayList<PlateChange>();
        DeciderCase.BLUEPRINT
                .rows()
                .getFirst()
                .plates()
                .forEach(plate -> plates.add(new PlateChange(plate.number(), 0, 0, 1, 0)));
        return new Interaction(
                new InteractionId(ROW, 1, 600),
                seconds(10),
                seconds(11),
                seconds(12),
                plates,
                false,
                1);
    }

    private static EventTime seconds(long seconds) {
        return new EventTime(seconds * 1_000_000);
    }
}
