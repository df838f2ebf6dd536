/// The client library of a store's gateway: it speaks for the store's devices to a cluster, keeps
/// what they said until it is acknowledged, and sends again what is not taken.
///
/// The rules ([Spool], [DeviceSpool]) know neither gRPC nor clocks; [Gateway] is the shell around
/// them.
@NullMarked
package dev.aisle.ops.gateway;

import org.jspecify.annotations.NullMarked;
