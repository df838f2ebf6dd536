package dev.aisle.ops.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildRecordTest {
    @TempDir Path temp;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        var folder = new WorkFolder(temp);
        var record =
                new ChildRecord(17, Instant.parse("2026-03-01T10:00:00.120Z"), "/a \"b\"/java", 9);

        record.write(folder);

        assertThat(ChildRecord.read(folder)).contains(record);
    }

    @Test
    void aRecordCutShortCountsAsNone() throws IOException {
        Files.writeString(temp.resolve("cassandra.pid"), "{\"pid\" : 17, \"startedAt");

        assertThat(ChildRecord.read(new WorkFolder(temp))).isEmpty();
    }

    @Test
    void theRecordedProcessIsFoundWhileItLives() {
        var self = ProcessHandle.current();

        assertThat(ChildRecord.of(self, Path.of("java"), 9).alive()).contains(self);
    }

    @Test
    void anotherProcessUnderTheSamePidIsNotTheRecordedOne() {
        var self = ChildRecord.of(ProcessHandle.current(), Path.of("java"), 9);
        var earlier =
                new ChildRecord(
                        self.pid(), self.startedAt().minusSeconds(60), self.command(), self.port());

        assertThat(earlier.alive()).isEmpty();
    }
}
