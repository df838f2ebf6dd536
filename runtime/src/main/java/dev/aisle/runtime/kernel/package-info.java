/// What every feature uses: order of records, the fence of rule 13, addresses and slots.
@NullMarked
package dev.aisle.runtime.kernel;

import org.jspecify.annotations.NullMarked;
