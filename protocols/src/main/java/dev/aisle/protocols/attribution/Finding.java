package dev.aisle.protocols.attribution;

import java.util.List;
import java.util.Optional;

/// What became of some neighbouring plates of an interaction.
///
/// @param plates from 1, in order
/// @param grams their change, below 0 where something was taken
/// @param chosen what counts; absent where no explanation was good enough
/// @param hypotheses all that were weighed, the likeliest first; probabilities sum to at most 1,
///   the rest is "something else"
public record Finding(
        List<Integer> plates,
        double grams,
        Optional<Hypothesis> chosen,
        List<Hypothesis> hypotheses) {

    public Finding {
        plates = List.copyOf(plates);
        hypotheses = List.copyOf(hypotheses);
    }
}
