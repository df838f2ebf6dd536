package dev.aisle.runtime.http;

/// A node serves no more streams of events at a time.
final class TooManyStreams extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManyStreams(int most) {
        super("this node already sends " + most + " streams of events", null, false, false);
    }
}
