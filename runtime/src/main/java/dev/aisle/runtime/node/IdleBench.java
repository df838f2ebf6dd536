package dev.aisle.runtime.node;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import dev.aisle.runtime.kernel.Lines;
import dev.aisle.runtime.shopper.AttributorLine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an idle shopper weighs: a visit that goes on, with three products in the basket, persisted,
/// owing nothing. Heap after full collections, with all of them less with the first few.
final class IdleBench implements AttributorLine {

    private static final Logger LOG = LoggerFactory.getLogger(IdleBench.class);
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final int PRODUCTS = 3;
    private static final int COLLECTIONS = 3;
    private static final long PAUSE = 2_000;
    private static final long PATIENCE = 60_000;
    private static final long STEP = 100;

    /// What a shopper was told is lost where its journal fails; an Attributor says it again.
    private static final long AGAIN = 5_000;

    private static final String VISIT = "visit-";
    private static final EventTime BEGIN = new EventTime(1_700_000_000_000_000L);

    private final BenchSettings settings;
    private final Lines lines;
    private final Serialization serialization;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger applied = new AtomicInteger();
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();
    private volatile int most;

    IdleBench(ActorSystem<?> system, BenchSettings settings, Lines lines) {
        this.settings = settings;
        this.lines = lines;
        this.serialization = SerializationExtension.get(Adapter.toClassic(system));
    }

    /// @param few shoppers at the first measurement
    /// @param fewBytes heap used then
    record Report(int few, long fewBytes, int shoppers, long bytes) {}

    Report run() throws InterruptedException {
        int few = Math.max(1, settings.shoppers() / 50);
        start(few);
        long fewBytes = used();
        start(settings.shoppers());
        return new Report(few, fewBytes, settings.shoppers(), used());
    }

    private void start(int upTo) throws InterruptedException {
        most = upTo;
        for (int i = 0; i < settings.inFlight(); i++) {
            one();
        }
        long waited = 0;
        for (int seen = -1; applied.get() < upTo && waited < PATIENCE; waited += STEP) {
            waited = applied.get() > seen ? 0 : waited;
            seen = applied.get();
            BenchNode.rest(STEP);
            if (waited > 0 && waited % AGAIN == 0) {
                underWay.forEach(this::send);
            }
        }
        if (applied.get() < upTo) {
            throw new IllegalStateException("only " + applied.get() + " shoppers began");
        }
        LOG.info("{} shoppers", applied.get());
    }

    private void one() {
        int number = next.getAndUpdate(n -> n < most ? n + 1 : n);
        if (number < most) {
            underWay.add(number);
            send(number);
        }
    }

    private void send(int number) {
        lines.shopper(store(number), new VisitId(VISIT + number), travelled(basket(number)));
    }

    private StoreId store(int number) {
        return new StoreId(
                String.format(Locale.ROOT, "bench.store-%04d", number % settings.stores()));
    }

    /// A shopper has persisted what it was told.
    @Override
    public void tell(StoreId store, AttributorCommand command) {
        if (command instanceof AttributorCommand.Applied(var visit, var upTo)
                && upTo == PRODUCTS + 1
                && underWay.remove(Integer.parseInt(visit.value().substring(VISIT.length())))) {
            applied.incrementAndGet();
            one();
        }
    }

    /// As it comes from another node, where nothing is shared with its sender.
    private ShopperCommand travelled(ShopperCommand command) {
        var serializer = serialization.findSerializerFor(command);
        return (ShopperCommand)
                serialization
                        .deserialize(
                                serializer.toBinary(command),
                                serializer.identifier(),
                                Serializers.manifestFor(serializer, command))
                        .get();
    }

    private static ShopperCommand basket(int number) {
        var changes = new ArrayList<Numbered>();
        changes.add(
                new Numbered(
                        1,
                        new Change.Opened(
                                BEGIN.plusMicros(number),
                                new TrackId("33253796921032" + number),
                                EURO,
                                TaxMode.INCLUDED)));
        for (int i = 1; i <= PRODUCTS; i++) {
            changes.add(
                    new Numbered(
                            i + 1,
                            new Change.Taken(
                                    BEGIN.plusMicros(number + i),
                                    new InteractionId(new DeviceId("shelf-1-" + i), 1, number),
                                    new ProductCode("40123450000" + (10 + i)),
                                    "Sparkling water 0.5 l",
                                    1,
                                    new Money(EURO, 149),
                                    new TaxRate(190_000),
                                    0.97)));
        }
        return new ShopperCommand.Apply(List.copyOf(changes));
    }

    /// After full collections.
    private static long used() throws InterruptedException {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            BenchNode.rest(PAUSE);
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
