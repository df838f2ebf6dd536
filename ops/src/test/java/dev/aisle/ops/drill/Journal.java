package dev.aisle.ops.drill;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.aisle.ops.cassandra.EmbeddedCassandra;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/// Reads the journal's rows as they stand in Cassandra.
public final class Journal implements AutoCloseable {

    /// @param writer the incarnation that wrote it
    /// @param millis when, since 1970
    /// @param manifest logical name of the event
    public record Written(
            long number, String writer, long millis, String manifest, JsonNode event) {}

    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

    private final CqlSession session;
    private final PreparedStatement rows;

    public Journal(InetSocketAddress server) {
        session =
                CqlSession.builder()
                        .addContactPoint(server)
                        .withLocalDatacenter(EmbeddedCassandra.DATACENTER)
                        .build();
        rows =
                session.prepare(
                        "SELECT sequence_nr, writer_uuid, timestamp, ser_manifest, event"
                                + " FROM aisle.messages"
                                + " WHERE persistence_id = ? AND partition_nr = 0");
    }

    public static String attributor(StoreId store) {
        return "Attributor|" + store;
    }

    public static String shelf(StoreId store, DeviceId shelf) {
        return "Shelf|" + store + "/" + shelf;
    }

    static String shopper(StoreId store, String visit) {
        return "Shopper|" + store + "/" + visit;
    }

    /// In order of number, then of time.
    public List<Written> of(String persistenceId) {
        var all = new ArrayList<Written>();
        session.execute(rows.bind(persistenceId)).forEach(row -> all.add(read(row)));
        return all;
    }

    /// What the Attributor of a store has handled, in order, whoever wrote it.
    List<JsonNode> happenings(StoreId store) {
        return of(attributor(store)).stream()
                .filter(row -> row.manifest().equals("AttributorEvent.Advanced"))
                .flatMap(row -> row.event().path("happenings").valueStream())
                .toList();
    }

    /// All visits that ever began.
    Set<String> visits(StoreId store) {
        var visits = new TreeSet<String>();
        happenings(store).stream()
                .filter(happening -> happening.path("type").asText().equals("visit-opened"))
                .forEach(opened -> visits.add(opened.path("visit").asText()));
        return visits;
    }

    /// The numbers that more than one incarnation has written.
    Set<Long> overlap(String persistenceId) {
        Map<Long, Set<String>> writers = new HashMap<>();
        of(persistenceId)
                .forEach(row ->
                        writers.computeIfAbsent(row.number(), _ -> new HashSet<>())
                                .add(row.writer()));
        var numbers = new TreeSet<Long>();
        writers.forEach((number, by) -> {
            if (by.size() > 1) {
                numbers.add(number);
            }
        });
        return numbers;
    }

    private static Written read(Row row) {
        var buffer = Objects.requireNonNull(row.getByteBuffer("event"));
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        try {
            return new Written(
                    row.getLong("sequence_nr"),
                    String.valueOf(row.getString("writer_uuid")),
                    Uuids.unixTimestamp(Objects.requireNonNull(row.getUuid("timestamp"))),
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
