package dev.aisle.runtime.shopper;

import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import dev.aisle.runtime.shopper.ShopperStep.Send;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// One visit in a world that fails: messages twice, late, out of order; crashes between any two
/// steps; writes of the dead that land or don't; old incarnations that go on beside new ones; a
/// provider that books late and answers that get lost. After [#STORM] ticks all is well.
final class ShopperWorld {

    static final int MAX_ATTEMPTS = 3;

    private static final int STORM = 400;
    private static final int END = 20_000;

    /// What is left when all is done.
    ///
    /// @param booked amounts, by key
    /// @param recorded what the read model last took
    record Result(
            boolean settled,
            Shopper shopper,
            Map<ChargeKey, Money> booked,
            Optional<Recorded> recorded) {}

    record Recorded(Receipt receipt, Stage stage, Optional<Money> charged) {}

    private record Due(double time, long order, Runnable action) {}

    private record Row(long number, long order, ShopperEvent event) {}

    private final RandomGenerator random;
    private final List<Numbered> changes;
    private final int declines;
    private final boolean faults;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(
                    Comparator.comparingDouble(Due::time).thenComparingLong(Due::order));
    private final List<Row> journal = new ArrayList<>();
    private final Map<ChargeKey, Outcome> ledger = new HashMap<>();
    private final Map<ChargeKey, Money> booked = new HashMap<>();
    private Optional<Recorded> recorded = Optional.empty();
    private Incarnation current;
    private double now;
    private long order;
    private long acknowledged;
    private boolean settled;

    /// @param declines how many attempts the provider declines before it books
    ShopperWorld(RandomGenerator random, List<Numbered> changes, int declines, boolean faults) {
        this.random = random;
        this.changes = changes;
        this.declines = declines;
        this.faults = faults;
        this.current = new Incarnation();
    }

    Result run() {
        attributorTick();
        if (faults) {
            later(random.nextDouble(5, 60), this::crash);
        }
        while (!queue.isEmpty() && now < END) {
            var due = queue.remove();
            now = due.time();
            due.action().run();
        }
        return new Result(settled, replay(), Map.copyOf(booked), recorded);
    }

    private boolean stormy() {
        return faults && now < STORM;
    }

    private boolean chance(double probability) {
        return stormy() && random.nextDouble() < probability;
    }

    private void later(double delay, Runnable action) {
        queue.add(new Due(now + delay, order++, action));
    }

    // The Attributor: sends from where the shopper says it is, until it is settled.

    private void attributorTick() {
        if (settled && !stormy()) {
            return;
        }
        int from = (int) acknowledged;
        int to = random.nextInt(from, changes.size() + 1);
        int begin = chance(0.3) ? random.nextInt(0, to + 1) : from;
        deliver(changes.subList(Math.min(begin, to), to));
        if (chance(0.2)) {
            deliver(changes.subList(Math.min(begin, to), to));
        }
        later(random.nextDouble(1, 10), this::attributorTick);
    }

    private void deliver(List<Numbered> some) {
        if (chance(0.2)) {
            return;
        }
        var to = current;
        later(chance(0.2) ? random.nextDouble(5, 30) : 0.5, () -> to.receive(() -> to.apply(some)));
    }

    // Crashes

    private void crash() {
        if (!stormy()) {
            return;
        }
        var old = current;
        if (chance(0.3)) {
            later(random.nextDouble(1, 100), () -> old.alive = false);
        } else {
            old.alive = false;
        }
        current = new Incarnation();
        later(random.nextDouble(3, 60), this::crash);
    }

    /// As the journal reads: by number, then by age; of the highest number the first row alone.
    private Shopper replay() {
        long highest = journal.stream().mapToLong(Row::number).max().orElse(0);
        var tip = journal.stream().filter(row -> row.number() == highest).findFirst();
        var shopper = Shopper.empty(Visits.STORE, Visits.VISIT);
        for (var row :
                journal.stream()
                        .sorted(Comparator.comparingLong(Row::number).thenComparingLong(Row::order))
                        .toList()) {
            if (row.number() < highest || tip.filter(row::equals).isPresent()) {
                shopper = shopper.evolve(row.event());
            }
        }
        return shopper;
    }

    /// What a shell does, and no more.
    private final class Incarnation {

        private boolean alive = true;
        private boolean busy;
        private boolean writing;
        private long written = journal.stream().mapToLong(Row::number).max().orElse(0);
        private Shopper shopper = replay();
        private final Deque<Runnable> stash = new ArrayDeque<>();

        Incarnation() {
            later(0.1, () -> receive(this::resume));
        }

        void receive(Runnable message) {
            if (!alive) {
                return;
            }
            if (writing) {
                stash.add(message);
            } else {
                message.run();
            }
        }

        void apply(List<Numbered> some) {
            run(shopper.apply(some));
        }

        private void resume() {
            if (busy) {
                return;
            }
            var step = shopper.resume(MAX_ATTEMPTS);
            if (step.events().isEmpty()) {
                step.sends().forEach(this::carryOut);
            } else {
                run(step);
            }
        }

        private void run(ShopperStep step) {
            if (step.events().isEmpty()) {
                done(step);
                return;
            }
            writing = true;
            var event = step.events().getFirst();
            long number = ++written;
            later(
                    random.nextDouble(0.1, chance(0.1) ? 20 : 1),
                    () -> {
                        // A write under way lands, or not, whether its writer lives or not.
                        if (!alive && random.nextBoolean()) {
                            return;
                        }
                        journal.add(new Row(number, order++, event));
                        if (alive) {
                            writing = false;
                            shopper = shopper.evolve(event);
                            done(step);
                            while (!stash.isEmpty() && !writing) {
                                stash.remove().run();
                            }
                        }
                    });
        }

        private void done(ShopperStep step) {
            step.sends().forEach(this::carryOut);
            if (!busy) {
                later(0, () -> receive(this::resume));
            }
        }

        private void carryOut(Send send) {
            busy |= send instanceof Send.Call;
            switch (send) {
                case Send.AppliedUpTo(var number) ->
                        later(
                                delay(),
                                () -> {
                                    if (!chance(0.2)) {
                                        acknowledged = number;
                                    }
                                });
                case Send.TellSettled() -> later(delay(), () -> settled |= !chance(0.3));
                case Send.Charge(var key, var amount, _) ->
                        call(
                                key,
                                chance(0.3) ? random.nextDouble(5, 60) : delay(),
                                () -> charge(key, amount));
                case Send.AskProvider(var key, _) ->
                        call(key, delay(), () -> ledger.getOrDefault(key, new Outcome.NotKnown()));
                case Send.RecordReceipt(var receipt, var stage, var charged) ->
                        later(
                                delay(),
                                () -> {
                                    boolean fails = chance(0.3);
                                    if (!fails) {
                                        recorded =
                                                Optional.of(new Recorded(receipt, stage, charged));
                                    }
                                    receive(() -> {
                                        busy = false;
                                        run(
                                                fails || chance(0.2)
                                                        ? shopper.notRecorded()
                                                        : shopper.recorded(stage));
                                    });
                                });
                case Send.ResumeLater() ->
                        later(
                                random.nextDouble(1, 10),
                                () ->
                                        receive(() -> {
                                            busy = false;
                                            resume();
                                        }));
            }
        }

        /// The answer may be lost; then the caller's patience ends first.
        private void call(ChargeKey key, double arrives, Supplier<Outcome> provider) {
            var answered = new boolean[1];
            later(
                    arrives,
                    () -> {
                        var outcome = provider.get();
                        if (!chance(0.3)) {
                            later(delay(), () -> answer(key, outcome, answered));
                        }
                    });
            later(10, () -> answer(key, new Outcome.Unknown("timed out"), answered));
        }

        private void answer(ChargeKey key, Outcome outcome, boolean[] answered) {
            if (answered[0]) {
                return;
            }
            answered[0] = true;
            receive(() -> {
                busy = false;
                run(shopper.outcome(key.attempt(), outcome));
            });
        }
    }

    private double delay() {
        return random.nextDouble(0.1, 2);
    }

    private Outcome charge(ChargeKey key, Money amount) {
        if (booked.containsKey(key) && !amount.equals(booked.get(key))) {
            throw new IllegalStateException("one key, two amounts: " + key);
        }
        return ledger.computeIfAbsent(
                key,
                _ -> {
                    if (key.attempt() <= declines) {
                        return new Outcome.Declined("no money");
                    }
                    booked.put(key, amount);
                    return new Outcome.Booked("c-" + key);
                });
    }
}
