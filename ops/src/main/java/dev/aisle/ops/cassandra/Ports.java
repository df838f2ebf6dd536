package dev.aisle.ops.cassandra;

import dev.aisle.ops.cassandra.StartProblem.PortInUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The ports of one start, on 127.0.0.1. Nobody but Cassandra itself uses the storage port, so it
/// is always a free one.
record Ports(int cql, int storage) {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /// @param wanted for CQL; 0 picks a free one
    static Ports choose(int wanted) throws CassandraStartException {
        try (var storage = bound(0)) {
            try (var cql = bound(wanted)) {
                return new Ports(cql.getLocalPort(), storage.getLocalPort());
            } catch (IOException e) {
                throw new CassandraStartException(new PortInUse(wanted));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }

    static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }

    private static ServerSocket bound(int port) throws IOException {
        var socket = new ServerSocket();
        socket.bind(loopback(port));
        return socket;
    }
}
