package dev.aisle.runtime.shelf;

import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.shelf.ShelfEvent;
import dev.aisle.protocols.shelf.ShelfEvent.Anchored;
import java.util.Optional;

/// What a shelf's journal holds: its newest anchor. Of two incarnations' anchors the one that
/// reaches further counts, whoever wrote it: both are the same fold of the same samples.
public record ShelfState(long epoch, Optional<Anchored> anchor) implements Wire {

    public static final ShelfState EMPTY = new ShelfState(0, Optional.empty());

    /// Total: replays every event ever written.
    public ShelfState evolve(ShelfEvent event) {
        return switch (event) {
            case ShelfEvent.Started(var started) ->
                    new ShelfState(Math.max(epoch, started), anchor);
            case Anchored next ->
                    anchor.filter(known -> !reachesFurther(next, known)).isPresent()
                            ? this
                            : new ShelfState(epoch, Optional.of(next));
        };
    }

    private static boolean reachesFurther(Anchored next, Anchored known) {
        return next.boot() != known.boot()
                ? next.boot() > known.boot()
                : next.nextSeq() > known.nextSeq();
    }
}
