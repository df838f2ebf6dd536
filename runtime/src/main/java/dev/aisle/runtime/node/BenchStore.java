package dev.aisle.runtime.node;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shelf.PlateChange;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import dev.aisle.runtime.attribution.Decider;
import dev.aisle.runtime.kernel.Lines;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A made-up store of one row and one camera, which says as much as its Attributor takes: each
/// second of event time somebody takes one piece, or puts it back, so that each step decides once
/// and changes one basket. After `ACTS` of these the next one comes.
final class BenchStore {

    private static final Currency EURO = Currency.getInstance("EUR");
    private static final DeviceId ROW = new DeviceId("shelf-1-1");
    private static final DeviceId CAMERA = new DeviceId("camera-1");
    private static final int PLATES = 6;
    private static final double GRAMS = 500;
    private static final int ACTS = 20;
    private static final long SECOND = 1_000_000;
    private static final long STEP = 200_000;
    private static final long FRAME = 66_667;
    private static final EventTime BEGIN = new EventTime(1_700_000_000_000_000L);

    private final StoreId id;
    private final Lines lines;
    private final BooleanSupplier mayGoOn;
    private long said;

    /// @param mayGoOn whether more is to be said now
    BenchStore(StoreId id, Lines lines, BooleanSupplier mayGoOn) {
        this.id = id;
        this.lines = lines;
        this.mayGoOn = mayGoOn;
    }

    synchronized void open() {
        lines.attributor(id, new AttributorCommand.Adopt(1, EventTime.BEGINNING, blueprint()));
        said = 2;
        say(ROW, EventTime.BEGINNING);
        say(CAMERA, EventTime.BEGINNING);
    }

    /// The Attributor has handled all that it heard, or asks once more.
    synchronized void progressed(DeviceId device, Progress progress) {
        if (device.equals(CAMERA)
                && mayGoOn.getAsBoolean()
                && !progress.frontier().isBefore(at(said))) {
            var from = at(said);
            said++;
            say(ROW, from);
            say(CAMERA, from);
        }
    }

    synchronized void again(DeviceId device, EventTime from) {
        say(device, from);
    }

    private void say(DeviceId device, EventTime from) {
        var content = device.equals(ROW) ? felt(from) : seen(from);
        var word = new Report.Word(at(said), false);
        var report = new Report(device, from, word.at(), word, List.of(), content);
        lines.attributor(id, new AttributorCommand.Hear(report));
    }

    private static EventTime at(long second) {
        return BEGIN.plusMicros(second * SECOND);
    }

    /// Of which second since the beginning an instant is part; seconds include their end.
    private static long second(EventTime at) {
        return at.isBefore(BEGIN) ? 0 : (at.micros() - BEGIN.micros()) / SECOND;
    }

    private Report.Content felt(EventTime from) {
        var settled = new ArrayList<Interaction>();
        for (long second = second(from); second < said; second++) {
            var interaction = interaction(second);
            if (interaction.settled().isAfter(from)) {
                settled.add(interaction);
            }
        }
        return new Report.Interactions(settled, EventTime.END);
    }

    private static Interaction interaction(long second) {
        int touched = plate(second);
        var plates = new ArrayList<PlateChange>();
        for (int plate = 1; plate <= PLATES; plate++) {
            double before = 4_000 + (second % 2 == 0 ? 0 : -GRAMS);
            double change = plate == touched ? (second % 2 == 0 ? -GRAMS : GRAMS) : 0;
            plates.add(new PlateChange(plate, before, before + change, 0.9, 0));
        }
        return new Interaction(
                new InteractionId(ROW, 1, second * 60 + 12),
                at(second).plusMicros(STEP),
                at(second).plusMicros(2 * STEP),
                at(second).plusMicros(3 * STEP),
                plates,
                false,
                1);
    }

    /// What is taken in one second is put back in the next.
    private static int plate(long second) {
        return 1 + (int) (second / 2 % PLATES);
    }

    private Report.Content seen(EventTime from) {
        var sightings = new ArrayList<Sighting>();
        for (long second = second(from); second < said; second++) {
            for (int step = 1; step <= SECOND / STEP; step++) {
                var at = at(second).plusMicros(step * STEP);
                if (at.isAfter(from)) {
                    sightings.add(sighting(second, at));
                }
            }
        }
        return new Report.Sightings(sightings);
    }

    private static Sighting sighting(long second, EventTime at) {
        float x = plate(second) * 0.1f - 0.05f;
        var poses = new ArrayList<Pose>();
        for (int frame = 2; frame >= 0; frame--) {
            poses.add(
                    new Pose(
                            at.plusMicros(-frame * FRAME),
                            Optional.of(new Position(x, -0.4f, 1.7f)),
                            Optional.of(new Position(x - 0.2f, -0.3f, 1.0f)),
                            Optional.of(new Position(x, -0.05f - 0.01f * frame, 1.15f))));
        }
        var who = new TrackId("track-" + second / ACTS);
        return new Sighting(at, List.of(new Seen(who, poses, List.of())));
    }

    private Blueprint blueprint() {
        var plates = new ArrayList<Blueprint.Plate>();
        var facings = new ArrayList<Blueprint.Facing>();
        var products = new ArrayList<Product>();
        for (int plate = 1; plate <= PLATES; plate++) {
            var low = new Position((plate - 1) * 0.1f, 0, 1);
            plates.add(
                    new Blueprint.Plate(
                            plate, new Box(low, new Position(plate * 0.1f, 0.4f, 1.3f))));
            var code = new ProductCode("401234500000" + plate);
            facings.add(new Blueprint.Facing(code, ROW, List.of(plate)));
            products.add(
                    new Product(
                            code,
                            "Sparkling water 0.5 l, " + plate,
                            GRAMS,
                            new Money(EURO, 149),
                            new TaxRate(190_000)));
        }
        return new Blueprint(
                id,
                EURO,
                TaxMode.INCLUDED,
                List.of(new Blueprint.Camera(CAMERA)),
                List.of(new Blueprint.Row(ROW, "1", 1, plates)),
                List.of(),
                List.of(),
                facings,
                products,
                Decider.VERSION);
    }
}
