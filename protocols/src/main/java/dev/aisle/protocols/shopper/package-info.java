/// One visit: basket, payer, receipt, charge.
@NullMarked
package dev.aisle.protocols.shopper;

import org.jspecify.annotations.NullMarked;
