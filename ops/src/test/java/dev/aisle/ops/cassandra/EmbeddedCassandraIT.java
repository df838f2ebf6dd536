package dev.aisle.ops.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.aisle.ops.cassandra.StartProblem.FolderHeld;
import dev.aisle.ops.cassandra.StartProblem.NoAnswer;
import dev.aisle.ops.cassandra.StartProblem.PortInUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Real Cassandra processes, started, killed and left behind. Whoever changes Cassandra's version,
/// its flags or the JDK runs this first.
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedCassandraIT {
    private static final int SIGTERM_EXIT = 143;
    private static final int WRITERS = 64;
    private static final int ROWS_BEFORE_KILL = 3_000;
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir Path temp;

    @Test
    void acknowledgedRowsOutliveAKilledServer() throws Exception {
        var settings = TestSettings.in(temp);
        Set<Integer> acknowledged;
        try (var cassandra = EmbeddedCassandra.start(settings, _ -> {})) {
            applySchema(cassandra);
            exercise(cassandra);
            acknowledged = writeUntilKilled(cassandra);
        }
        var again = EmbeddedCassandra.start(settings, _ -> {});
        try (again) {
            assertThat(rows(again)).containsAll(acknowledged);
        }
        assertThat(again.exit().get(1, TimeUnit.SECONDS)).isEqualTo(SIGTERM_EXIT);
        assertThat(Files.readString(again.log())).doesNotContain("ERROR");
    }

    @Test
    void anOrphanIsNamedAndStoppedByTheNextStart() throws Exception {
        var orphan = CrashingParent.leaveOrphan(temp, SELF);
        var said = new ArrayList<String>();
        assertThat(orphan.alive()).isPresent();

        try (var _ = EmbeddedCassandra.start(TestSettings.in(temp), said::add)) {
            assertThat(said.getFirst()).contains("pid " + orphan.pid(), temp.toString());
            assertThat(orphan.alive()).isEmpty();
        }
    }

    @Test
    void theServerEndsWithAParentThatCrashes() throws Exception {
        var orphan = CrashingParent.leaveOrphan(temp, 0);

        for (var handle : orphan.alive().stream().toList()) {
            handle.onExit().get(30, TimeUnit.SECONDS);
        }
        assertThat(Files.readString(temp.resolve("cassandra/logs/server.log")))
                .contains("Cassandra shutdown complete");
    }

    @Test
    void aServerThatIsTooSlowIsEnded() {
        var settings =
                TestSettings.in(
                        temp,
                        Path.of("target/cassandra/lib"),
                        "aisle.ops.cassandra.start-timeout = 600 ms");

        assertThat(problem(settings)).isInstanceOf(NoAnswer.class);
    }

    @Nested
    class WhileOneRuns {
        @TempDir private static Path folder;
        private static EmbeddedCassandra running;

        @BeforeAll
        static void start() throws Exception {
            running = EmbeddedCassandra.start(TestSettings.in(folder), _ -> {});
        }

        @AfterAll
        static void stop() {
            running.close();
        }

        @Test
        void itsFolderIsRefusedToOthersInItsName() {
            assertThat(problem(TestSettings.in(folder)))
                    .isEqualTo(new FolderHeld(folder, "pid " + SELF));
        }

        @Test
        void itsPortIsRefusedToOthers() {
            var settings = TestSettings.in(temp).withNativePort(running.port());

            assertThat(problem(settings)).isEqualTo(new PortInUse(running.port()));
        }

        @Test
        void theSchemaCanBeAppliedAgain() {
            applySchema(running);
            var first = tables(running);
            applySchema(running);

            assertThat(tables(running))
                    .isEqualTo(first)
                    .contains("messages", "metadata", "all_persistence_ids", "snapshots")
                    .contains("epochs", "payers");
        }
    }

    private static StartProblem problem(EmbeddedCassandraSettings settings) {
        return assertThrows(
                        CassandraStartException.class,
                        () -> EmbeddedCassandra.start(settings, _ -> {}).close())
                .problem();
    }

    private static void applySchema(EmbeddedCassandra cassandra) {
        SchemaApplier.applyShipped(
                cassandra.address(), EmbeddedCassandra.DATACENTER, Replication.EMBEDDED);
    }

    /// What reaches into the JDK most: off-heap memtables, LWT, SAI, flush, compaction, truncation.
    private static void exercise(EmbeddedCassandra cassandra) throws Exception {
        try (var session = session(cassandra)) {
            for (var statement :
                    List.of(
                            "CREATE TABLE aisle.tried (id int PRIMARY KEY, word text)",
                            "CREATE INDEX ON aisle.tried (word) USING 'sai'",
                            "INSERT INTO aisle.tried (id, word) VALUES (1, 'a')",
                            "UPDATE aisle.tried SET word = 'b' WHERE id = 1 IF word = 'a'")) {
                session.execute(statement);
            }
            Attached.flushAndCompact(cassandra.pid(), "aisle");
            var found = session.execute("SELECT id FROM aisle.tried WHERE word = 'b'").one();
            assertThat(found == null ? 0 : found.getInt(0)).isEqualTo(1);
            session.execute("TRUNCATE aisle.tried");
            session.execute("DROP TABLE aisle.tried");
            session.execute("CREATE TABLE aisle.kept (id int PRIMARY KEY, body blob)");
        }
    }

    /// Kills the server in the midst of concurrent writes; the ids that it had acknowledged.
    private static Set<Integer> writeUntilKilled(EmbeddedCassandra cassandra) throws Exception {
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
        var next = new AtomicInteger();
        try (var session = session(cassandra)) {
            var insert = session.prepare("INSERT INTO aisle.kept (id, body) VALUES (?, 0x00ff)");
            var writers = new ArrayList<Thread>();
            for (var i = 0; i < WRITERS; i++) {
                writers.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    while (!Thread.currentThread().isInterrupted()) {
                                        var id = next.incrementAndGet();
                                        session.execute(insert.bind(id));
                                        acknowledged.add(id);
                                        if (id == ROWS_BEFORE_KILL) {
                                            kill(cassandra);
                                        }
                                    }
                                }));
            }
            cassandra.exit().get(60, TimeUnit.SECONDS);
            for (var writer : writers) {
                writer.join();
            }
        }
        return Set.copyOf(acknowledged);
    }

    private static void kill(EmbeddedCassandra cassandra) {
        ProcessHandle.of(cassandra.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static Set<Integer> rows(EmbeddedCassandra cassandra) {
        try (var session = session(cassandra)) {
            var ids = new HashSet<Integer>();
            session.execute("SELECT id FROM aisle.kept").forEach(row -> ids.add(row.getInt(0)));
            return ids;
        }
    }

    private static Set<String> tables(EmbeddedCassandra cassandra) {
        try (var session = session(cassandra)) {
            var names = new HashSet<String>();
            session.execute(
                            "SELECT table_name FROM system_schema.tables WHERE keyspace_name ="
                                    + " 'aisle'")
                    .forEach(row -> names.add(row.getString(0)));
            return names;
        }
    }

    private static CqlSession session(EmbeddedCassandra cassandra) {
        return CqlSession.builder()
                .addContactPoint(cassandra.address())
                .withLocalDatacenter(EmbeddedCassandra.DATACENTER)
                .build();
    }
}
