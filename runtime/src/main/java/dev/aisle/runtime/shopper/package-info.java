/// One visit: basket, receipt, charge. [dev.aisle.runtime.shopper.Shopper] decides,
/// [dev.aisle.runtime.shopper.ShopperEntity] stores and carries out.
@NullMarked
package dev.aisle.runtime.shopper;

import org.jspecify.annotations.NullMarked;
