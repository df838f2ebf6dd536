/// Where gateways' streams come in.
@NullMarked
package dev.aisle.runtime.ingress;

import org.jspecify.annotations.NullMarked;
