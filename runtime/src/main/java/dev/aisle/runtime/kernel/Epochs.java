package dev.aisle.runtime.kernel;

import java.util.concurrent.CompletionStage;

/// Who may speak for an entity (rule 13): a number in the database that each incarnation raises
/// before it reads its journal.
public interface Epochs {

    /// Raises by compare-and-set; the stage fails where the database can't be reached.
    CompletionStage<Long> raise(String persistenceId);

    /// Reads at quorum.
    CompletionStage<Long> read(String persistenceId);
}
