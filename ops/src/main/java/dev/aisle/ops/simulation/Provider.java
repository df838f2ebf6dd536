package dev.aisle.ops.simulation;

import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.runtime.shopper.ChargeKey;
import dev.aisle.runtime.shopper.Outcome;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A payment provider that books at most once under a key, and some of whose answers get lost. It
/// declines the first attempt of some payers.
final class Provider {

    private final World world;
    private final TreeMap<String, Outcome> known = new TreeMap<>();
    private final TreeMap<VisitId, Integer> bookings = new TreeMap<>();

    Provider(World world) {
        this.world = world;
    }

    void charge(ChargeKey key, Money amount, PayerReference payer, Consumer<Outcome> answer) {
        world.time.after(
                world.shortly(),
                () -> {
                    if (world.chance(0.2)) {
                        reply(new Outcome.Unknown("not sent"), answer);
                        return;
                    }
                    reply(known.computeIfAbsent(key.toString(), _ -> judge(key, payer)), answer);
                });
    }

    private Outcome judge(ChargeKey key, PayerReference payer) {
        boolean declines = payer.value().hashCode() % 2 == 0;
        if (declines && key.attempt() == 1) {
            return new Outcome.Declined("try again");
        }
        if (bookings.merge(key.visit(), 1, Integer::sum) > 1) {
            world.violated("a second booking for visit " + key.visit());
        }
        return new Outcome.Booked("booked-" + key);
    }

    void ask(ChargeKey key, Consumer<Outcome> answer) {
        world.time.after(
                world.shortly(),
                () -> reply(known.getOrDefault(key.toString(), new Outcome.NotKnown()), answer));
    }

    private void reply(Outcome outcome, Consumer<Outcome> answer) {
        var heard = world.chance(0.2) ? new Outcome.Unknown("timeout") : outcome;
        world.time.after(world.shortly(), () -> answer.accept(heard));
    }

    int bookings(VisitId visit) {
        return bookings.getOrDefault(visit, 0);
    }
}
