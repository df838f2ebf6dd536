package dev.aisle.ops.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/// Charges in a file of JSON lines, which only grows. Each is on disk before anybody hears of it.
final class Ledger implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel file;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byKey = new HashMap<>();

    /// Length of the file up to the last whole line.
    private long end;

    private long torn;

    private Ledger(FileChannel file) {
        this.file = file;
    }

    /// Reads what is there and locks it.
    ///
    /// @throws IOException where another process has it, or a line before the last is damaged
    static Ledger open(Path path) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            lock(file);
            var ledger = new Ledger(file);
            ledger.read(Files.readAllBytes(path));
            return ledger;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static void lock(FileChannel file) throws IOException {
        try {
            if (file.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("it is in use by this process", e);
        }
        throw new IOException("it is in use by another process");
    }

    /// A last line that was not finished was told to nobody, and is cut off.
    private void read(byte[] bytes) throws IOException {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            try {
                keep(JSON.readValue(bytes, start, i - start, Entry.class));
            } catch (JsonProcessingException damaged) {
                if (i < bytes.length - 1) {
                    throw new IOException("line " + (entries.size() + 1) + " is damaged", damaged);
                }
                break;
            }
            start = i + 1;
        }
        end = start;
        torn = bytes.length - end;
        file.truncate(end);
        file.position(end);
    }

    private void keep(Entry entry) {
        if (byKey.putIfAbsent(entry.key(), entry) == null) {
            entries.add(entry);
        }
    }

    /// Bytes that were cut off at the start: what a crash left of a line.
    long torn() {
        return torn;
    }

    /// Enters what has no entry yet.
    ///
    /// @param make gets the number of the line, from 1
    /// @return what stands in the ledger under this key
    /// @throws IOException where it is not known to be on disk; nothing was entered
    synchronized Entry enter(String key, LongFunction<Entry> make) throws IOException {
        var known = byKey.get(key);
        if (known != null) {
            return known;
        }
        var entry = make.apply(entries.size() + 1L);
        var line = (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        // Where the last write failed half way, its remains go first.
        file.truncate(end);
        file.position(end);
        var left = ByteBuffer.wrap(line);
        while (left.hasRemaining()) {
            file.write(left);
        }
        file.force(false);
        end += line.length;
        keep(entry);
        return entry;
    }

    synchronized Optional<Entry> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /// In the order of writing.
    synchronized List<Entry> page(int from, int most) {
        int start = Math.min(from, entries.size());
        return List.copyOf(entries.subList(start, Math.min(entries.size(), start + most)));
    }

    synchronized int size() {
        return entries.size();
    }

    /// Waits for a line that is being written.
    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
