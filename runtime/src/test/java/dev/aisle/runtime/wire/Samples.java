package dev.aisle.runtime.wire;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorReply;
import dev.aisle.protocols.attribution.Candidate;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.attribution.Evidence;
import dev.aisle.protocols.attribution.Finding;
import dev.aisle.protocols.attribution.Hypothesis;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.attribution.Versions;
import dev.aisle.protocols.camera.InHand;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Covered;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.device.v1.ShowAmount;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.door.Credential;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.shelf.DetectorState;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shelf.PlateChange;
import dev.aisle.protocols.shelf.ShelfEvent;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.PlacementPolicy;
import dev.aisle.protocols.store.Product;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreEvent;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import dev.aisle.protocols.terminal.Tap;
import dev.aisle.runtime.attribution.Attribution;
import dev.aisle.runtime.attribution.Track;
import dev.aisle.runtime.attribution.Visit;
import dev.aisle.runtime.shelf.ShelfState;
import dev.aisle.runtime.store.StoreState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/// One rich value of each message, event and state. They are in golden files: once released, a
/// value is not changed.
final class Samples {

    private static final EventTime NINE = EventTime.of(Instant.parse("2026-03-01T09:00:00Z"));
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final StoreId STORE = new StoreId("acme.lille-1");
    private static final VisitId VISIT = new VisitId("3k9x2m");
    private static final TrackId TRACK = new TrackId("3325379692103139202");
    private static final PayerReference PAYER = new PayerReference("9f0c-77");
    private static final DeviceId CAMERA = new DeviceId("camera-1");
    private static final DeviceId ROW = new DeviceId("shelf-1-2");
    private static final DeviceId DOOR = new DeviceId("door-1");
    private static final DeviceId TERMINAL = new DeviceId("terminal-1");
    private static final GatewayId GATEWAY = new GatewayId("gateway-1");
    private static final ProductCode COLA = new ProductCode("5449000000996");
    private static final ProductCode JUICE = new ProductCode("juice/1l");
    private static final TaxRate TAX = new TaxRate(88_750);
    private static final InteractionId TOUCH = new InteractionId(ROW, 1, 600);
    private static final Gap GAP = new Gap(at(500), at(700), GapReason.GAP_REASON_SILENT);
    private static final Missing MISSING = new Missing(CAMERA, GAP);

    private Samples() {}

    private static EventTime at(long millis) {
        return NINE.plusMicros(millis * 1_000);
    }

    private static Money euro(long cents) {
        return new Money(EUR, cents);
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> one(K key, V value) {
        return new TreeMap<>(Map.of(key, value));
    }

    // What is in the journal.

    static List<Wire> events() {
        return List.of(
                new AttributorEvent.Started(3),
                new AttributorEvent.Adopted(2, at(0), blueprint()),
                new AttributorEvent.Advanced(
                        at(5_000),
                        at(4_000),
                        one(TRACK, at(4_800)),
                        List.of(MISSING),
                        one(DOOR, at(4_900)),
                        one(CAMERA, at(1_000)),
                        happenings()),
                new AttributorEvent.DecidedWithout(List.of(CAMERA, ROW), at(0), at(1_000)),
                new AttributorEvent.Settled(List.of(VISIT)),
                new AttributorEvent.Instructed(List.of("terminal-1/7")),
                new ShelfEvent.Started(2),
                anchored(),
                new ShopperEvent.Applied(numbered()),
                new ShopperEvent.Settled(receipt()),
                new ShopperEvent.ChargeAttempted(1, euro(498), PAYER),
                new ShopperEvent.Charged(1, "ch_7"),
                new ShopperEvent.Declined(1, "insufficient funds"),
                new ShopperEvent.WrittenOff(ShopperEvent.Reason.NO_PAYER),
                new ShopperEvent.Closed(),
                new StoreEvent.Started(1),
                published(),
                new StoreEvent.Adopted(1),
                new StoreEvent.GatewayBooted(GATEWAY, 4),
                placed());
    }

    static List<Wire> states() {
        return List.of(attribution(), new ShelfState(2, Optional.of(anchored())), storeState());
    }

    static List<AttributorEvent.Happening> happenings() {
        return List.of(
                new AttributorEvent.VisitOpened(VISIT, TRACK, at(600), EUR, TaxMode.INCLUDED),
                new AttributorEvent.PayerAwaited(new TrackId("7"), PAYER, at(700)),
                new AttributorEvent.PayerBound(VISIT, PAYER, at(800), Optional.of(TERMINAL), 7),
                new AttributorEvent.StaffAwaited(new TrackId("8"), at(720)),
                new AttributorEvent.StaffBound(VISIT, at(740)),
                new AttributorEvent.Joined(TRACK, VISIT, at(760), Optional.of(VISIT)),
                new AttributorEvent.Parted(VISIT, TRACK, at(780), Change.Ending.UNSEEN),
                new AttributorEvent.DoorOpened(DOOR, 6, at(790)),
                new AttributorEvent.TapRefused(TERMINAL, 8, at(900), Refuse.Reason.REASON_IN_DOUBT),
                new AttributorEvent.Decided(
                        decision(),
                        List.of(new AttributorEvent.BasketChange(VISIT, changes().get(3)))),
                new AttributorEvent.VisitMarked(VISIT, at(700), List.of(MISSING)),
                new AttributorEvent.VisitEnded(VISIT, TRACK, at(4_000), Change.Ending.DOOR),
                new AttributorEvent.VisitCompleted(VISIT));
    }

    static List<Change> changes() {
        return List.of(
                new Change.Opened(at(600), TRACK, EUR, TaxMode.INCLUDED),
                new Change.PayerBound(at(800), PAYER),
                new Change.StaffBound(at(740)),
                new Change.Taken(at(2_500), TOUCH, COLA, "Cola 33 cl", 2, euro(249), TAX, 0.875),
                new Change.PutBack(at(3_500), TOUCH, COLA, 1, 0.75),
                new Change.Marked(at(700), List.of(MISSING)),
                new Change.Complete(at(4_000), Change.Ending.DOOR));
    }

    static List<DoorEvent> doorEvents() {
        return List.of(
                new DoorEvent.Entered(
                        at(600),
                        3,
                        Optional.of(TRACK),
                        Optional.of(new Position(0.5f, 1.25f, 0)),
                        Optional.of(new Credential.Payer(PAYER)),
                        true),
                new DoorEvent.Left(at(4_000), 4, Optional.empty(), Optional.empty()));
    }

    static List<Credential> credentials() {
        return List.of(
                new Credential.Payer(PAYER),
                new Credential.Staff(),
                new Credential.Invalid(Refuse.Reason.REASON_CODE_EXPIRED));
    }

    static List<Report.Content> contents() {
        return List.of(
                sightings(),
                new Report.Interactions(List.of(interaction()), at(2_600)),
                new Report.Doors(doorEvents()),
                new Report.Taps(
                        List.of(new Tap(at(800), 7, PAYER, new Position(1.5f, 2.25f, 1.1f)))));
    }

    private static Report.Sightings sightings() {
        return new Report.Sightings(
                List.of(
                        new Sighting(at(600), List.of(new Seen(TRACK, List.of(pose()), inHand()))),
                        new Sighting(at(800), List.of())));
    }

    private static Pose pose() {
        return new Pose(
                at(530),
                Optional.of(new Position(0.1f, 0.2f, 1.7f)),
                Optional.empty(),
                Optional.of(new Position(-0.3f, 0.4f, 1.1f)));
    }

    private static List<InHand> inHand() {
        return List.of(new InHand(COLA, 0.7f));
    }

    private static Interaction interaction() {
        return new Interaction(
                TOUCH,
                at(1_000),
                at(1_200),
                at(2_500),
                List.of(
                        new PlateChange(1, 4_000.25, 3_378.5, 0.75, 2),
                        new PlateChange(2, 1_000, 1_000.125, 0.5, 0)),
                false,
                1);
    }

    private static Interaction later() {
        return new Interaction(
                new InteractionId(ROW, 2, 9),
                at(2_000),
                at(2_000),
                at(2_900),
                List.of(new PlateChange(1, 1, 2, 0.5, 0)),
                true,
                1);
    }

    private static Decision decision() {
        var somebody = new Hypothesis(Optional.of(TRACK), COLA, 2, 0.875);
        var nobody = new Hypothesis(Optional.empty(), JUICE, -1, 0.0625);
        return new Decision(
                new Evidence(
                        interaction(),
                        List.of(later()),
                        List.of(
                                new Candidate(
                                        TRACK, VISIT, List.of(pose()), inHand(), one(JUICE, 1))),
                        one(2, List.of(JUICE)),
                        List.of(MISSING)),
                List.of(
                        new Finding(
                                List.of(1, 2),
                                -621.625,
                                Optional.of(somebody),
                                List.of(somebody, nobody)),
                        new Finding(List.of(3), 12.5, Optional.empty(), List.of())),
                Decision.Outcome.CHANGED,
                new Versions(2, 1, 1));
    }

    private static List<Numbered> numbered() {
        var changes = changes();
        return IntStream.range(0, changes.size())
                .mapToObj(i -> new Numbered(i + 1L, changes.get(i)))
                .toList();
    }

    private static ShelfEvent.Anchored anchored() {
        return new ShelfEvent.Anchored(
                1,
                601,
                at(2_500),
                2,
                Optional.of(new DetectorState(1, new byte[] {0, 1, -1, 127, -128})),
                List.of(interaction()),
                List.of(GAP),
                at(2_000),
                false);
    }

    private static StoreEvent.Published published() {
        return new StoreEvent.Published(1, EventTime.BEGINNING, blueprint());
    }

    private static Receipt receipt() {
        return new Receipt(
                STORE,
                VISIT,
                TRACK,
                at(600),
                at(4_000),
                TaxMode.INCLUDED,
                List.of(
                        new Receipt.Line(
                                COLA, "Cola 33 cl", 2, euro(249), TAX, euro(457), euro(41))),
                euro(457),
                euro(41),
                euro(498),
                List.of(MISSING));
    }

    private static StoreState storeState() {
        return new StoreState(3, List.of(published()), 1, one(ROW, 2), one(GATEWAY, 4L), placed());
    }

    private static StoreEvent.Placed placed() {
        return new StoreEvent.Placed(2, policy(), "operator");
    }

    private static PlacementPolicy policy() {
        return new PlacementPolicy(
                new TreeSet<>(Set.of("location=lille")),
                new TreeSet<>(Set.of("region=fr")),
                new TreeSet<>(Set.of("location=rome")),
                Optional.of(3),
                4);
    }

    private static Attribution attribution() {
        return new Attribution(
                3,
                at(5_000),
                at(4_000),
                List.of(new AttributorEvent.Adopted(2, at(0), blueprint())),
                one(TRACK, new Track(VISIT, at(4_800), true)),
                one(new TrackId("7"), new Attribution.Awaited(Optional.of(PAYER), at(700))),
                one(
                        VISIT,
                        new Visit(
                                TRACK,
                                at(600),
                                Optional.of(PAYER),
                                one(COLA, 1),
                                List.of(MISSING),
                                numbered(),
                                Optional.of(new Visit.Ended(at(4_000), Change.Ending.DOOR)),
                                true)),
                one(ROW, one(2, List.of(JUICE))),
                List.of(MISSING),
                List.of(new AttributorEvent.DecidedWithout(List.of(ROW), at(0), at(1_000))),
                one(DOOR, at(4_900)),
                new TreeSet<>(List.of(DOOR)),
                new TreeSet<>(List.of(TOUCH)),
                one(
                        "terminal-1/7",
                        new Attribution.Ordered(
                                TERMINAL,
                                at(4_000),
                                Optional.of(Refuse.Reason.REASON_IN_DOUBT),
                                Optional.of(VISIT))),
                17);
    }

    private static Blueprint blueprint() {
        return blueprint(1);
    }

    /// @param times how often each product is there
    private static Blueprint blueprint(int times) {
        var products = new ArrayList<Product>();
        for (int i = 0; i < times; i++) {
            var suffix = i == 0 ? "" : "-" + i;
            products.add(
                    new Product(
                            new ProductCode(COLA + suffix), "Cola 33 cl", 330.5, euro(249), TAX));
            products.add(
                    new Product(
                            new ProductCode(JUICE + suffix),
                            "Saft „süß“",
                            1_040,
                            euro(0),
                            TaxRate.NONE));
        }
        return new Blueprint(
                STORE,
                EUR,
                TaxMode.INCLUDED,
                List.of(new Blueprint.Camera(CAMERA)),
                List.of(
                        new Blueprint.Row(
                                ROW,
                                "north wall",
                                2,
                                List.of(
                                        new Blueprint.Plate(
                                                1,
                                                new Box(
                                                        new Position(0, 0, 1),
                                                        new Position(0.1f, 0.4f, 1.3f)))))),
                List.of(new Blueprint.Door(DOOR, new Position(5, 0.5f, 0))),
                List.of(new Blueprint.Terminal(TERMINAL, new Position(4.5f, 1, 1.1f))),
                List.of(new Blueprint.Facing(COLA, ROW, List.of(1))),
                products,
                1);
    }

    // What entities say to each other.

    /// @param anybody to whom replies go
    static List<Wire> messages(ActorRef<Object> anybody) {
        return Stream.of(
                        toAttributor(anybody),
                        toDevices(anybody),
                        toShoppers(anybody),
                        toStores(anybody),
                        replies(),
                        bare())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Wire> toAttributor(ActorRef<Object> anybody) {
        var said = new ArrayList<Wire>();
        contents().forEach(content -> said.add(hear(content)));
        said.add(largest());
        said.add(new AttributorCommand.Applied(VISIT, 6));
        said.add(new AttributorCommand.Settled(VISIT));
        said.add(new AttributorCommand.InstructionDone(TERMINAL, "terminal-1/7"));
        said.add(new AttributorCommand.GetStatus(anybody.narrow()));
        said.add(new AttributorCommand.GetLive(anybody.narrow()));
        return said;
    }

    static AttributorCommand.Hear hear(Report.Content content) {
        return new AttributorCommand.Hear(
                new Report(
                        DOOR,
                        at(400),
                        at(800),
                        new Report.Word(at(800), false),
                        List.of(GAP),
                        content));
    }

    /// Larger than what is gzipped.
    static AttributorCommand.Adopt largest() {
        return new AttributorCommand.Adopt(2, at(0), blueprint(200));
    }

    private static List<Wire> toDevices(ActorRef<Object> anybody) {
        var bundle =
                Bundle.newBuilder()
                        .setDevice(ROW.value())
                        .setBoot(2)
                        .setOldestHeldSeq(4)
                        .setPreviousTimeUs(at(0).micros())
                        .addRecords(
                                Record.newBuilder()
                                        .setSeq(7)
                                        .setTimeUs(at(1).micros())
                                        .setWeights(
                                                WeightBatch.newBuilder()
                                                        .addGrams(1.5f)
                                                        .addGrams(Float.NaN)
                                                        .addStepUs(16_666)))
                        .addRecords(
                                Record.newBuilder()
                                        .setSeq(9)
                                        .setTimeUs(at(40).micros())
                                        .setCovered(Covered.getDefaultInstance()))
                        .build();
        var instruction =
                Instruction.newBuilder()
                        .setId("terminal-1/7")
                        .setDevice(TERMINAL.value())
                        .setShowAmount(ShowAmount.newBuilder().setCurrency("EUR").setMinor(498))
                        .build();
        return List.of(
                new DeviceCommand.Take(bundle, anybody.narrow()),
                new DeviceCommand.Progressed(progress()),
                new DeviceCommand.ReportFrom(at(0), progress()),
                new DeviceCommand.Instruct(instruction),
                new DeviceCommand.Confirm("terminal-1/7"),
                new StreamMessage(
                        NodeMessage.newBuilder()
                                .setAcknowledged(
                                        Acknowledged.newBuilder()
                                                .setDevice(ROW.value())
                                                .setBoot(2)
                                                .setUntilUs(at(1).micros())
                                                .setNextSeq(10))
                                .build()));
    }

    private static Progress progress() {
        return new Progress(at(5_000), at(4_000), at(6_000));
    }

    private static List<Wire> toShoppers(ActorRef<Object> anybody) {
        return List.of(
                new ShopperCommand.Apply(numbered()),
                new ShopperCommand.GetVisit(anybody.narrow()));
    }

    private static List<Wire> toStores(ActorRef<Object> anybody) {
        return List.of(
                new StoreCommand.Publish(blueprint(), at(0), anybody.narrow()),
                new StoreCommand.Open(GATEWAY, 4, anybody.narrow()),
                new StoreCommand.GetBlueprint(anybody.narrow()),
                new StoreCommand.Adopted(2),
                new StoreCommand.Place(policy(), 1, "operator", anybody.narrow()),
                new StoreCommand.GetPlacement(anybody.narrow()));
    }

    private static AttributorReply.Live live() {
        var spot = new Position(1, 2, 1.6f);
        return new AttributorReply.Live(
                STORE,
                at(900),
                at(600),
                List.of(new AttributorReply.Person(TRACK, at(900), spot, List.of(spot))),
                List.of(
                        new AttributorReply.Basket(
                                VISIT,
                                TRACK,
                                at(400),
                                true,
                                3,
                                receipt().lines(),
                                euro(498),
                                Optional.of(at(900)))));
    }

    private static List<Wire> replies() {
        return List.of(
                new AttributorReply.Status(
                        STORE, 2, progress(), one(ROW, at(6_000)), 3, 2, 17, true),
                live(),
                new ShopperReply.Visit(
                        VISIT,
                        Optional.of(TRACK),
                        Optional.of(at(600)),
                        one(COLA, 2),
                        6,
                        ShopperReply.Stage.PAID,
                        Optional.of(receipt()),
                        Optional.of(euro(498))),
                new StoreReply.Published(2),
                new StoreReply.Current(2, blueprint()),
                new StoreReply.NoBlueprint(),
                new StoreReply.Superseded(GATEWAY, 3, 4),
                new StoreReply.TooEarly(2),
                new StoreReply.Incompatible(List.of("the currency changes from EUR to USD")),
                new StoreReply.Placed(2, policy(), "operator"),
                new StoreReply.PlacedMeanwhile(3, "operator"),
                new StoreReply.TooManyShards(9, 8));
    }

    /// What can be absent is.
    private static List<Wire> bare() {
        return List.of(
                Attribution.EMPTY,
                ShelfState.EMPTY,
                StoreState.EMPTY,
                new ShelfEvent.Anchored(
                        0,
                        0,
                        EventTime.BEGINNING,
                        0,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        EventTime.END,
                        true),
                new ShopperReply.Visit(
                        VISIT,
                        Optional.empty(),
                        Optional.empty(),
                        new TreeMap<>(),
                        0,
                        ShopperReply.Stage.UNKNOWN,
                        Optional.empty(),
                        Optional.empty()),
                new AttributorCommand.Hear(
                        new Report(
                                CAMERA,
                                EventTime.BEGINNING,
                                at(900),
                                new Report.Word(at(900), true),
                                List.of(),
                                new Report.Sightings(List.of()))),
                new ShopperCommand.Apply(List.of()));
    }
}
