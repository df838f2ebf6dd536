package dev.aisle.ops.cassandra;

import java.io.IOException;
import java.net.Socket;

/// The first exchange of the CQL native protocol (version 4): OPTIONS, answered by SUPPORTED.
final class CqlHandshake {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final byte[] OPTIONS = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};
    private static final int HEADER_BYTES = 9;
    private static final int OPCODE = 4;
    private static final byte SUPPORTED = 0x06;

    private CqlHandshake() {}

    /// Whether a server on this port of 127.0.0.1 speaks CQL now.
    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(Ports.loopback(port), TIMEOUT_MILLIS);
            socket.getOutputStream().write(OPTIONS);
            var header = socket.getInputStream().readNBytes(HEADER_BYTES);
            return header.length == HEADER_BYTES && header[OPCODE] == SUPPORTED;
        } catch (IOException e) {
            return false;
        }
    }
}
