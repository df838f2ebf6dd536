package dev.aisle.ops.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Charges in a file of JSON lines, each on disk before anybody hears of it.
final class Ledger implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Ledger(FileChannel file) {
        this.file = file;
    }

    /// Reads what is there. A last line that was torn by a crash was told to nobody, and is cut
    /// off.
    static Ledger open(Path path) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var ledger =
                new Ledger(
                        FileChannel.open(
                                path,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE));
        ledger.read(Files.readAllBytes(path));
        return ledger;
    }

    private void read(byte[] bytes) throws IOException {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                var line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
                try {
                    var entry = JSON.readValue(line, Entry.class);
                    entries.put(entry.key(), entry);
                } catch (JsonProcessingException damaged) {
                    throw new IOException("a line of the ledger is damaged: " + line, damaged);
                }
                start = i + 1;
            }
        }
        file.truncate(start);
        file.position(start);
    }

    /// Writes an entry, unless its key has one already.
    ///
    /// @return what stands in the ledger
    synchronized Entry write(Entry entry) throws IOException {
        var known = entries.get(entry.key());
        if (known != null) {
            return known;
        }
        var line =
                ByteBuffer.wrap(
                        (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.force(false);
        entries.put(entry.key(), entry);
        return entry;
    }

    synchronized Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /// In the order of writing.
    synchronized List<Entry> page(int from, int most) {
        var all = new ArrayList<>(entries.values());
        int start = Math.min(from, all.size());
        return List.copyOf(all.subList(start, Math.min(all.size(), start + most)));
    }

    synchronized int size() {
        return entries.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
