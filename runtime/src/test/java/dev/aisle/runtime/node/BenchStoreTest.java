package dev.aisle.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.runtime.attribution.Attribution;
import dev.aisle.runtime.attribution.AttributionSettings;
import dev.aisle.runtime.attribution.Attributor;
import dev.aisle.runtime.kernel.Lines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchStoreTest {

    private static final StoreId STORE = new StoreId("bench.store");
    private static final int SECONDS = 100;

    private final Attributor attributor =
            new Attributor(STORE, AttributionSettings.from(ConfigFactory.load()));
    private final List<AttributorEvent.Decided> decided = new ArrayList<>();
    private Attribution state = Attribution.EMPTY;

    @Test
    void eachSecondIsDecidedOnceAndChangesOneBasket() {
        var store = new BenchStore(STORE, lines(), () -> true);
        store.open();
        step();
        for (int second = 0; second < SECONDS; second++) {
            store.progressed(new DeviceId("camera-1"), attributor.progress(state));
            step();
        }

        assertThat(decided)
                .hasSize(SECONDS + 1)
                .allMatch(decision -> decision.changes().size() == 1);
    }

    private void step() {
        attributor
                .step(state)
                .ifPresent(step -> {
                    become(step);
                    step.happenings().stream()
                            .filter(AttributorEvent.Decided.class::isInstance)
                            .map(AttributorEvent.Decided.class::cast)
                            .forEach(decided::add);
                });
    }

    private void become(AttributorEvent event) {
        state = state.evolve(event);
        attributor.happened(event, state);
    }

    private Lines lines() {
        return new Lines() {
            @Override
            public void attributor(StoreId store, AttributorCommand command) {
                switch (command) {
                    case AttributorCommand.Adopt(var version, var from, var blueprint) ->
                            become(new AttributorEvent.Adopted(version, from, blueprint));
                    case AttributorCommand.Hear(var report) ->
                            assertThat(attributor.hear(report, state)).isEmpty();
                    case AttributorCommand.Applied _,
                            AttributorCommand.Settled _,
                            AttributorCommand.InstructionDone _,
                            AttributorCommand.GetStatus _,
                            AttributorCommand.GetLive _ ->
                            throw new AssertionError("a device says no such thing: " + command);
                }
            }

            @Override
            public void device(
                    StoreId store, DeviceKind kind, DeviceId device, DeviceCommand command) {
                throw new AssertionError("a device does not speak to devices: " + command);
            }

            @Override
            public void shopper(StoreId store, VisitId visit, ShopperCommand command) {
                throw new AssertionError("a device does not speak to shoppers: " + command);
            }

            @Override
            public void store(StoreId store, StoreCommand command) {
                throw new AssertionError("a device does not speak to its store: " + command);
            }
        };
    }
}
