/// What an operator asks for: tokens, and blueprints.
@NullMarked
package dev.aisle.ops.operate;

import org.jspecify.annotations.NullMarked;
