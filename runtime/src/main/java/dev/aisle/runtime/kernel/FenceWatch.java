package dev.aisle.runtime.kernel;

/// Is told when an incarnation finds that another one has taken over.
public interface FenceWatch {

    /// @param own epoch of the incarnation that stops
    /// @param found the higher epoch that it read
    void fenced(String persistenceId, long own, long found);

    /// An incarnation has begun.
    void started(String persistenceId, long epoch);
}
