/// What a node answers over HTTP: metrics, stores, visits, receipts.
@NullMarked
package dev.aisle.runtime.http;

import org.jspecify.annotations.NullMarked;
