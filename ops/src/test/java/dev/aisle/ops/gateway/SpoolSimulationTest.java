package dev.aisle.ops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.gateway.GatewaySettings.Bundling;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The spool's rules against a store that crashes, over a network that breaks, step by step from a
/// seed.
class SpoolSimulationTest {

    private static final int STEPS = 3_000;
    private static final int WINDOW = 40;
    private static final int BATCH = 12;
    private static final long PATIENCE = 50;
    private static final GatewaySettings SETTINGS =
            GatewaySettings.playback(ConfigFactory.load())
                    .withBundling(new Bundling(8, 100_000, Duration.ofMillis(1)))
                    .withBuffer(
                            new GatewaySettings.Buffer(
                                    9, 120, 1 << 20, 1 << 20, 1 << 10, 9, 90, 10));

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everythingArrivesInOrderWhateverCrashes(long seed) {
        var world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step();
            assertThat(world.faults()).as("seed %d, step %d", seed, i).isEmpty();
        }
        world.settle();

        assertThat(world.arrived()).as("seed %d", seed).isEqualTo(world.said);
    }

    private static final class World {
        final Random random;
        final Spool spool = new Spool(SETTINGS, 1);
        final Store store = new Store();
        final Map<String, List<Record>> said = new TreeMap<>();
        final Deque<Bundle> up = new ArrayDeque<>();
        final Deque<NodeMessage> down = new ArrayDeque<>();
        final Words words;
        long now;
        long time = 1;

        World(long seed) {
            random = new Random(seed);
            words = new Words(spool, SETTINGS, GatewayListener.NONE, Runnable::run, _ -> {});
            for (var id : List.of("cam-1", "door-1", "shelf-1")) {
                spool.device(new DeviceId(id));
                said.put(id, new ArrayList<>());
            }
            spool.resume(WINDOW, now);
        }

        void step() {
            now++;
            switch (random.nextInt(100)) {
                case 0 -> reconnect();
                case 1 -> store.crash(someDevice(), random.nextBoolean());
                case 2 -> store.impatient();
                case 3, 4, 5 -> now += random.nextLong(PATIENCE);
                default -> {
                    switch (random.nextInt(5)) {
                        case 0 -> say(someDevice());
                        case 1 -> send();
                        case 2 -> arrive();
                        case 3 -> hear();
                        default -> {
                            if (random.nextInt(4) == 0) {
                                down.add(store.acknowledge(someDevice(), random.nextInt(20)));
                            }
                        }
                    }
                }
            }
            spool.devices().forEach(device -> device.impatient(now, PATIENCE));
        }

        void settle() {
            for (int i = 0; i < 2_000 && !isSettled(); i++) {
                now += 10;
                spool.devices().forEach(device -> device.impatient(now, PATIENCE));
                store.impatient();
                while (send()) {}
                while (!up.isEmpty()) {
                    arrive();
                }
                said.keySet().forEach(device -> down.add(store.acknowledge(device, 1_000)));
                while (!down.isEmpty()) {
                    hear();
                }
            }
        }

        boolean isSettled() {
            return spool.everythingTaken() && !spool.holds();
        }

        void say(String device) {
            time += 1 + random.nextInt(5);
            var unnumbered =
                    device.startsWith("shelf")
                            ? Said.at(new EventTime(time)).setWeights(batch()).build()
                            : Said.at(new EventTime(time))
                                    .setPose(PoseFrame.getDefaultInstance())
                                    .build();
            time += BATCH;
            var offer = spool.device(new DeviceId(device)).offer(Said.of(unnumbered));
            if (offer instanceof Offer.Taken(var seq)) {
                said(device).add(unnumbered.toBuilder().setSeq(seq).build());
            }
        }

        WeightBatch batch() {
            var batch = WeightBatch.newBuilder();
            int samples = 1 + random.nextInt(BATCH);
            for (int i = 0; i < samples; i++) {
                batch.addGrams(random.nextFloat());
                if (i > 0) {
                    batch.addStepUs(1);
                }
            }
            return batch.build();
        }

        /// A broken stream loses what is underway, both ways, from some point on.
        void reconnect() {
            for (int i = random.nextInt(up.size() + 1); i > 0; i--) {
                store.take(up.remove());
            }
            up.clear();
            down.clear();
            spool.resume(WINDOW, now);
        }

        /// What a window does not allow is not sent, but for a batch alone.
        boolean send() {
            var bundle = spool.nextBundle(now);
            bundle.ifPresent(sent -> {
                up.add(sent);
                long underway = spool.device(new DeviceId(sent.getDevice())).underway();
                assertThat(underway).as("underway").isLessThanOrEqualTo(WINDOW);
            });
            return bundle.isPresent();
        }

        void arrive() {
            if (!up.isEmpty()) {
                down.addAll(store.take(up.remove()));
            }
        }

        void hear() {
            if (!down.isEmpty()) {
                words.hear(down.remove(), now);
            }
        }

        List<String> faults() {
            var faults = new ArrayList<String>();
            for (var device : spool.devices()) {
                if (device.tally().rewoundBelowAcknowledged > 0) {
                    faults.add(device.device() + ": rewound below what was acknowledged");
                }
                if (device.tally().unfounded > 0) {
                    faults.add(device.device() + ": acknowledged what was never sent");
                }
                if (device.records() + device.tally().acknowledged
                        != said(device.device().value()).size()) {
                    faults.add(device.device() + ": records neither held nor acknowledged");
                }
            }
            return faults;
        }

        Map<String, List<Record>> arrived() {
            var arrived = new TreeMap<String, List<Record>>();
            said.keySet().forEach(device -> arrived.put(device, store.log(device)));
            return arrived;
        }

        List<Record> said(String device) {
            return said.computeIfAbsent(device, _ -> new ArrayList<>());
        }

        String someDevice() {
            return List.copyOf(said.keySet()).get(random.nextInt(said.size()));
        }
    }
}
