package dev.aisle.protocols.attribution;

import java.util.List;

/// How an interaction ended: exactly one decision each, with the evidence that it rests on.
///
/// @param findings in order of plate; empty where the interaction was noise
public record Decision(
        Evidence evidence, List<Finding> findings, Outcome outcome, Versions versions) {

    public Decision {
        findings = List.copyOf(findings);
    }

    public enum Outcome {
        /// At least one finding changes a basket.
        CHANGED,
        /// Something was taken or put back, and nobody was near enough.
        NOBODY,
        /// No product explains it.
        UNEXPLAINED,
        /// Nothing was taken or put back.
        NOISE,
        /// Its time had been decided without it; for review, no basket changes.
        LATE
    }
}
