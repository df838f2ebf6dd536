package dev.aisle.ops.simulation;

import dev.aisle.runtime.kernel.Outbox;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// One incarnation of an entity that raises its epoch, reads its journal, reads the epoch again,
/// writes `Started` and confirms each event before it says what follows: as the shell of a node
/// does (rule 13).
///
/// It may crash, or freeze: then all that it would do is done when it wakes, perhaps after its
/// successor has started.
abstract class Fenced<E, S> {

    private static final int STASH = 1_000;

    final World world;
    private final Journal<E, S> journal;
    private final ArrayDeque<Supplier<Plan<E>>> waiting = new ArrayDeque<>();
    private final boolean snapshots;
    private Outbox<Runnable> outbox = Outbox.of(0);
    private S state;
    private S certain;
    private long epoch;
    private long number;
    private boolean started;
    private boolean persisting;
    private boolean gone;
    private long frozenUntil;

    Fenced(World world, Journal<E, S> journal, S empty) {
        this.world = world;
        this.journal = journal;
        this.state = empty;
        this.certain = empty;
        this.snapshots = world.disturbance.seed() % 2 == 0;
    }

    abstract E started(long epoch);

    abstract Plan<E> onStarted(S state);

    abstract Plan<E> onClear(S state);

    abstract Plan<E> onTick(S state);

    abstract void onWritten(S state, E event);

    /// It has stopped; where nobody else speaks for the entity, another incarnation begins.
    abstract void onFenced();

    abstract S evolve(S state, E event);

    /// Begins.
    public void start() {
        later(() -> {
            epoch = journal.raise();
            outbox = Outbox.of(epoch);
            later(this::recover);
        });
        tick();
    }

    private void recover() {
        var found = journal.replay();
        state = found.state();
        number = found.number();
        readEpoch(this::begin);
    }

    /// Whoever lost the epoch meanwhile may have read rows of its successor.
    private void begin(long now) {
        if (now != epoch && !world.is(Mutant.BEGINS_UNCONFIRMED)) {
            stop();
            return;
        }
        persist(started(epoch), List.of(), true);
    }

    private void readEpoch(LongConsumer then) {
        world.time.after(
                world.shortly(),
                () -> {
                    long read = journal.epoch();
                    later(() -> then.accept(read));
                });
    }

    private void stop() {
        gone = true;
        world.count("fenced");
        onFenced();
    }

    private void tick() {
        world.time.after(
                World.SECOND,
                () ->
                        alive(() -> {
                            if (started) {
                                receive(() -> onTick(state));
                            }
                            tick();
                        }));
    }

    private void later(Runnable what) {
        world.time.after(world.shortly(), () -> alive(what));
    }

    private void alive(Runnable what) {
        if (gone) {
            return;
        }
        if (isFrozen()) {
            world.time.at(frozenUntil, () -> alive(what));
        } else {
            what.run();
        }
    }

    private boolean isFrozen() {
        return world.time.now() < frozenUntil;
    }

    public void crash() {
        gone = true;
    }

    void freeze(long until) {
        frozenUntil = until;
    }

    boolean isGone() {
        return gone;
    }

    S state() {
        return state;
    }

    /// The state as of the last confirmation.
    S certain() {
        return certain;
    }

    /// Whether no other has begun since.
    boolean isNewest() {
        return journal.epoch() == epoch;
    }

    boolean isStarted() {
        return started;
    }

    boolean canWrite() {
        return started && outbox.isClear();
    }

    /// A message.
    void receive(Supplier<Plan<E>> message) {
        alive(() -> {
            if (persisting || !started) {
                if (waiting.size() < STASH) {
                    waiting.add(message);
                }
            } else {
                effect(message.get());
            }
        });
    }

    private void drain() {
        while (started && !persisting && !gone && !waiting.isEmpty()) {
            effect(waiting.remove().get());
        }
    }

    private void effect(Plan<E> plan) {
        plan.event()
                .ifPresentOrElse(
                        event -> persist(event, plan.words(), false), () -> say(plan.words()));
    }

    private void say(List<Runnable> words) {
        if (outbox.isFenced()) {
            return;
        }
        if (outbox.isClear()) {
            words.forEach(Runnable::run);
        } else {
            outbox = outbox.also(words);
        }
    }

    private void persist(E event, List<Runnable> words, boolean first) {
        persisting = true;
        world.time.after(world.shortly(), () -> land(event, words, first, true));
    }

    /// What was sent lands, whatever became of its writer; what was not is sent when it wakes.
    private void land(E event, List<Runnable> words, boolean first, boolean fresh) {
        if (gone) {
            if (fresh && world.chance(0.5)) {
                // Lost, or late.
                if (world.chance(0.5)) {
                    world.time.after(
                            world.pick(2 * World.SECOND), () -> land(event, words, first, false));
                }
                return;
            }
            world.count("row of a crashed writer");
        } else if (isFrozen() && fresh && world.chance(0.7)) {
            world.time.at(frozenUntil + world.shortly(), () -> land(event, words, first, false));
            return;
        }
        if (journal.epoch() != epoch) {
            world.count("row of a fenced writer");
        }
        journal.append(number + 1, world.pick(1 << 20), event);
        later(() -> persisted(event, words, first));
    }

    private void persisted(E event, List<Runnable> words, boolean first) {
        number++;
        state = evolve(state, event);
        if (first) {
            if (snapshots) {
                journal.snapshot(number, state);
            }
        } else {
            onWritten(state, event);
        }
        persisting = false;
        outbox = outbox.written(words);
        readEpoch(read -> confirm(world.is(Mutant.TELLS_UNCONFIRMED) ? epoch : read));
        drain();
    }

    private void confirm(long now) {
        var words = outbox.unconfirmed().orElse(List.of());
        outbox = outbox.read(now);
        if (outbox.isFenced()) {
            stop();
            return;
        }
        certain = state;
        words.forEach(Runnable::run);
        if (started) {
            receive(() -> onClear(state));
            return;
        }
        started = true;
        effect(onStarted(state));
        drain();
    }
}
