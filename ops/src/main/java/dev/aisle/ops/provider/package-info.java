/// The local payment provider: a process of its own with a ledger of its own, for development and
/// drills.
@NullMarked
package dev.aisle.ops.provider;

import org.jspecify.annotations.NullMarked;
