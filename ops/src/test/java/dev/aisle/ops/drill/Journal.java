package dev.aisle.ops.drill;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.aisle.ops.cassandra.EmbeddedCassandra;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reads the journal's rows as they stand in Cassandra.
final class Journal implements AutoCloseable {

    /// @param manifest logical name of the event
    record Written(long number, String writer, String manifest, JsonNode event) {}

    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

    private final CqlSession session;

    Journal(InetSocketAddress server) {
        session =
                CqlSession.builder()
                        .addContactPoint(server)
                        .withLocalDatacenter(EmbeddedCassandra.DATACENTER)
                        .build();
    }

    /// In order of number, then of time.
    List<Written> of(String persistenceId) {
        var rows = new ArrayList<Written>();
        session.execute(
                        "SELECT sequence_nr, writer_uuid, ser_manifest, event FROM aisle.messages"
                                + " WHERE persistence_id = ? AND partition_nr = 0",
                        persistenceId)
                .forEach(row -> rows.add(read(row)));
        return rows;
    }

    /// The ids of all journals of a type whose entity belongs to this store.
    List<String> ids(String type, String store) {
        var ids = new ArrayList<String>();
        session.execute("SELECT persistence_id FROM aisle.all_persistence_ids")
                .forEach(row -> {
                    var id = String.valueOf(row.getString(0));
                    if (id.startsWith(type + "|" + store)) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    private static Written read(Row row) {
        var buffer = row.getByteBuffer("event");
        var bytes = new byte[buffer == null ? 0 : buffer.remaining()];
        if (buffer != null) {
            buffer.get(bytes);
        }
        try {
            return new Written(
                    row.getLong("sequence_nr"),
                    String.valueOf(row.getString("writer_uuid")),
                    String.valueOf(row.getString("ser_manifest")),
                    CBOR.readTree(plain(bytes)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] plain(byte[] bytes) throws IOException {
        if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
            return bytes;
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
