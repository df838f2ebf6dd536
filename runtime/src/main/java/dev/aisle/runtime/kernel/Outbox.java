package dev.aisle.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What waits for a confirmation (rule 13): after each persist the epoch is read, and only while it
/// is its own does an incarnation say what follows from what it wrote.
///
/// @param epoch of this incarnation
/// @param unconfirmed what is said once the last write is confirmed; absent where none is open
/// @param isFenced another incarnation has taken over: nothing is said any more
public record Outbox<S>(long epoch, Optional<List<S>> unconfirmed, boolean isFenced) {

    public static <S> Outbox<S> of(long epoch) {
        return new Outbox<>(epoch, Optional.empty(), false);
    }

    /// Whether an event may be written now: at most one is unconfirmed at a time.
    public boolean isClear() {
        return unconfirmed.isEmpty() && !isFenced;
    }

    /// An event was written; these words wait for its confirmation.
    ///
    /// @throws IllegalStateException where another one is unconfirmed
    public Outbox<S> written(List<S> words) {
        if (!isClear()) {
            throw new IllegalStateException("a second event while one is unconfirmed");
        }
        return new Outbox<>(epoch, Optional.of(List.copyOf(words)), false);
    }

    /// Words that follow from no write: they wait behind those of the open write, if there is one.
    public Outbox<S> also(List<S> words) {
        return new Outbox<>(
                epoch,
                unconfirmed.map(waiting -> {
                    var all = new ArrayList<>(waiting);
                    all.addAll(words);
                    return List.copyOf(all);
                }),
                isFenced);
    }

    /// The epoch was read after the write.
    public Outbox<S> read(long now) {
        return new Outbox<>(epoch, Optional.empty(), isFenced || now != epoch);
    }
}
