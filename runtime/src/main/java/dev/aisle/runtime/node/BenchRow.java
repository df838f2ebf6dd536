package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;

/// A row of the journal as it was written, to be written again by the bare driver.
record BenchRow(
        String id,
        long partition,
        long number,
        String bucket,
        String writer,
        int serializer,
        String manifest,
        String eventManifest,
        ByteBuffer event) {

    /// The journal plugin's own statement.
    static final String INSERT =
            "INSERT INTO aisle.messages (persistence_id, partition_nr, sequence_nr, timestamp,"
                    + " timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event, tags)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    static BenchRow of(Row row) {
        return new BenchRow(
                text(row, "persistence_id"),
                row.getLong("partition_nr"),
                row.getLong("sequence_nr"),
                text(row, "timebucket"),
                text(row, "writer_uuid"),
                row.getInt("ser_id"),
                text(row, "ser_manifest"),
                text(row, "event_manifest"),
                Objects.requireNonNull(row.getByteBuffer("event")));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    /// Under an id of its own, so that it meets no other row.
    BoundStatement again(PreparedStatement insert, long lap) {
        return insert.bind(
                "bare-" + lap + "|" + id,
                partition,
                number,
                Uuids.timeBased(),
                bucket,
                writer,
                serializer,
                manifest,
                eventManifest,
                event.duplicate(),
                Set.of());
    }

    boolean isBare() {
        return isBare(id);
    }

    static boolean isBare(String id) {
        return id.startsWith("bare-");
    }
}
