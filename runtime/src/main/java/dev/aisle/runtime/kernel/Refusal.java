package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.v1.RefusalCode;

/// Why a record will never be taken.
///
/// @param explanation what is wrong and what to do
public record Refusal(RefusalCode code, String explanation) {}
