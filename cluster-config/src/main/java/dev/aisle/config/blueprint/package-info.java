/// The blueprint file: a store's layout, planogram and catalogue as JSON.
///
/// ```json
/// {
///   "format": "aisle-blueprint/1",
///   "store": "acme.main-street",
///   "currency": "USD",
///   "tax": "added",
///   "decider": 1,
///   "cameras": [
///     {"id": "cam-1", "at": [1.0, 2.0, 2.7]}
///   ],
///   "rows": [
///     {"id": "shelf-1-1", "gondola": "1", "level": 1, "plates": [
///       {"number": 1, "low": [0.0, 0.0, 0.85], "high": [0.1, 0.4, 1.05]},
///       {"number": 2, "low": [0.1, 0.0, 0.85], "high": [0.2, 0.4, 1.05]}
///     ]}
///   ],
///   "doors": [
///     {"id": "door-1", "at": [3.2, -1.0, 0.0]}
///   ],
///   "terminals": [],
///   "products": [
///     {"code": "071142008582", "name": "Spring water", "grams": 621.67, "price": "2.49", "tax": "8.875"}
///   ],
///   "facings": [
///     {"product": "071142008582", "row": "shelf-1-1", "plates": [1, 2]}
///   ]
/// }
/// ```
///
/// Every field is required, but for a camera's `at` and `unpaid`, and no other is known; a list may
/// be empty, except that a store has a camera and a row.
///
/// | field | shape |
/// |---|---|
/// | `format` | `aisle-blueprint/1` |
/// | `store` | `<retailer>.<store>`, each 1 to 40 of a-z, 0-9 and - |
/// | `currency` | ISO 4217; of all prices |
/// | `tax` (of the store) | `included`: prices hold the tax already; `added`: it comes on top |
/// | `decider` | version of the decider that holds with this blueprint, from 1 |
/// | `unpaid` | may be left out: `write-off`, or `alarm`: the door is told when somebody goes out with goods and nobody pays |
/// | `id` | 1 to 40 of a-z, 0-9 and -; unique among all devices of the store |
/// | `low`, `high`, `at` | `[x, y, z]` in metres, z up; `low` and `high` are corners of a box |
/// | `level`, `number` | from 1; a row numbers its plates 1, 2, 3 … |
/// | `code` | the retailer's spelling, 1 to 48 visible characters; unique |
/// | `grams` | weight of one piece, above 0 |
/// | `price` | of one piece, a decimal string with no more digits than the currency has |
/// | `tax` (of a product) | percent, a decimal string: `"8.875"`; 0 to 100, four digits after the point |
/// | `plates` (of a facing) | numbers of neighbouring plates of `row` |
@NullMarked
package dev.aisle.config.blueprint;

import org.jspecify.annotations.NullMarked;
