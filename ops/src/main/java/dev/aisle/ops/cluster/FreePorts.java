package dev.aisle.ops.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Ports of this machine that nobody uses.
final class FreePorts {

    private FreePorts() {}

    /// So many different ones. Somebody else may take one before it is used: whoever binds it then
    /// says so.
    static List<Integer> find(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            var ports = new ArrayList<Integer>();
            for (int i = 0; i < count; i++) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
            return List.copyOf(ports);
        } catch (IOException none) {
            throw new UncheckedIOException("no port is free", none);
        } finally {
            for (var socket : sockets) {
                try {
                    socket.close();
                } catch (IOException ignored) {
                    // It was never connected: nothing is lost.
                }
            }
        }
    }
}
