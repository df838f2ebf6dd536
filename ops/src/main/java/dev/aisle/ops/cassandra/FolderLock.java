package dev.aisle.ops.cassandra;

import dev.aisle.ops.cassandra.StartProblem.FolderHeld;
import dev.aisle.ops.cassandra.StartProblem.FolderNotWritable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One live `aisle` a folder. The operating system drops the lock when its holder dies; the file
/// stays and says who held it last.
final class FolderLock implements AutoCloseable {
    /// Far behind the text: where locks bar reading, the text can be read all the same.
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(WorkFolder folder, Path dataFolder) throws CassandraStartException {
        var file = folder.root().resolve("aisle.lock");
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new CassandraStartException(
                        new FolderHeld(dataFolder, Files.readString(file)));
            }
            channel.truncate(0);
            var text = "pid " + ProcessHandle.current().pid();
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new CassandraStartException(
                    new FolderNotWritable(dataFolder, WorkFolder.reason(e)));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // Held by this very process.
        }
    }
}
