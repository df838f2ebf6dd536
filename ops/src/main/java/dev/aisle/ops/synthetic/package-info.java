/// A store that is made up: blueprint, people, weights and poses from one seed, with the truth kept
/// apart.
///
/// [SyntheticPlan] says how large it is and who comes; [SyntheticStore] is the whole of it. A
/// [Choreography] decides beforehand who walks where and does what when, to the tenth of a second;
/// [SyntheticFeed] then lets each device say what it notices of that, one record at a time, in the
/// order of arrival. [SyntheticTruth] is what really happened. Noise, lag and losses are those of a
/// real recording; `ops/docs/synthetic-store.md` tells how they were measured.
@NullMarked
package dev.aisle.ops.synthetic;

import org.jspecify.annotations.NullMarked;
