package dev.aisle.runtime.shopper;

import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;

/// Visits to test with.
final class Visits {

    static final StoreId STORE = new StoreId("acme.lille-1");
    static final VisitId VISIT = new VisitId("v-1");
    static final Currency EUR = Currency.getInstance("EUR");
    static final PayerReference PAYER = new PayerReference("p-1");
    static final EventTime NINE = EventTime.of(java.time.Instant.parse("2026-03-01T09:00:00Z"));
    static final TaxRate TWENTY = new TaxRate(200_000);

    private static final InteractionId SOMETHING =
            new InteractionId(new DeviceId("shelf-1"), 1, 60);

    private Visits() {}

    static List<Numbered> numbered(Change... changes) {
        return numbered(List.of(changes));
    }

    static List<Numbered> numbered(List<Change> changes) {
        var numbered = new ArrayList<Numbered>();
        for (var change : changes) {
            numbered.add(new Numbered(numbered.size() + 1L, change));
        }
        return List.copyOf(numbered);
    }

    static Change opened() {
        return new Change.Opened(NINE, new TrackId("t-1"), EUR, TaxMode.INCLUDED);
    }

    static Change bound() {
        return new Change.PayerBound(at(1), PAYER);
    }

    static Change taken(String product, int quantity, long cents) {
        return taken(product, quantity, new Money(EUR, cents), TWENTY);
    }

    static Change taken(String product, int quantity, Money price, TaxRate rate) {
        return new Change.Taken(
                at(2), SOMETHING, new ProductCode(product), product, quantity, price, rate, 0.9);
    }

    static Change putBack(String product, int quantity) {
        return new Change.PutBack(at(3), SOMETHING, new ProductCode(product), quantity, 0.9);
    }

    static Change marked() {
        return new Change.Marked(
                at(4),
                List.of(
                        new Missing(
                                new DeviceId("camera-1"),
                                new Gap(at(3), at(4), GapReason.GAP_REASON_SILENT))));
    }

    static Change complete() {
        return new Change.Complete(at(5), Change.Ending.DOOR);
    }

    static EventTime at(long minute) {
        return NINE.plusMicros(minute * 60_000_000);
    }

    /// A whole visit of up to 20 changes.
    static List<Numbered> any(RandomGenerator random) {
        var changes = new ArrayList<Change>();
        changes.add(opened());
        int payer = random.nextInt(10);
        int count = random.nextInt(18);
        for (int i = 0; i < count; i++) {
            if (i == payer) {
                changes.add(bound());
            }
            var product = "p" + random.nextInt(4);
            changes.add(
                    random.nextInt(3) == 0
                            ? putBack(product, random.nextInt(1, 4))
                            : taken(product, random.nextInt(1, 4), random.nextInt(0, 500)));
        }
        changes.add(complete());
        return numbered(changes);
    }
}
