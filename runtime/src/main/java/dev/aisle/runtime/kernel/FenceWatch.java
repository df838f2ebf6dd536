package dev.aisle.runtime.kernel;

/// Is told when an incarnation finds that another one has taken over.
public interface FenceWatch {

    /// @param own epoch of the incarnation that stops
    /// @param found the higher epoch that it read
    /// @param number of its last event
    void fenced(String persistenceId, long own, long found, long number);

    /// A command came while the epoch was being raised, and found the stash full. Its sender sends
    /// it again.
    void dropped(String persistenceId);

    /// An incarnation has begun.
    ///
    /// @param number of its first event
    void started(String persistenceId, long epoch, long number);
}
