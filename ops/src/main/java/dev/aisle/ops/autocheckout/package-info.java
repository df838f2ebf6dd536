/// Recordings in the format of the AutoCheckout competition (CPS-IoT Week 2020): read, and written.
///
/// A recording is a folder of four files, one JSON document a line: `planogram.json` (which plates
/// hold which product, and where), `products.json` (the catalogue), `plate_data.json` (weights, per
/// gondola five times a second) and `full_targets.json` (people, fused over all cameras, fifteen
/// times a second). [AutoCheckoutRecording] turns one into a blueprint and a feed of device
/// records, [RecordingWriter] writes one; [SessionWriter] makes up short sessions of many oddities,
/// with the truth beside them.
@NullMarked
package dev.aisle.ops.autocheckout;

import org.jspecify.annotations.NullMarked;
