package dev.aisle.protocols.terminal;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.Position;

/// A card was tapped at a terminal.
///
/// @param seq the record's number at its terminal
public record Tap(EventTime at, long seq, PayerReference payer, Position position) {}
